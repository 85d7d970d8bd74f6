## What the last stage by a day changed. $changes are some of the next group in a row

stages-none = On { $day } none of the stages had come yet.
stages-told = { $stage }, { $date }: { $changes }.
stages-told-possible = { $stage }, { $date }: { $changes }; possibly a change in { $possible }.
stages-since = Since then: { $changes }.

## Changes. $gone, $come and $stay are names of those who hold the task

stages-no-change = no task changed hands for certain
stages-left = { $task }: no longer { $gone }
stages-passed = { $task } passes from { $gone } to { $come }
stages-first = { $task }: { $come }
# $number: of those that come.
stages-joined = { $come } { $number ->
    [one] joins
   *[other] join
} { $stay } in { $task }
stages-with-article = the { $actor }

## The stages as links

stages-links = Stages: { $links }
stages-before = ← Stage before
stages-next = Next stage →

## The whole hand-over. Numbers of tasks and stages

stages-handover =
    The hand-over was not one act. After the report { $tasks } tasks got a new holder, alone or
    beside others: { $at } of them at { $stages } stages. Others are only reported, and some nobody
    speaks of in public.
stages-handover-elsewhere =
    The hand-over was not one act. After the report { $tasks } tasks got a new holder, alone or
    beside others: { $at } of them at { $stages } stages, and { $elsewhere } at none of these
    stages:
    { $names }. Others are only reported, and some nobody speaks of in public.
stages-same-general =
    One thing had not changed when the sources last speak of it, in { $month }: the general who
    commanded in Wiesbaden was the same American.
