## The card of an actor. $start and $end are dates in words

actor-since = since { $start }; known to { $day }
actor-since-to = since { $start } to { $end }
actor-on-day = On { $day }:
actor-role = Role
actor-no-role = none that the sources know
actor-fact-possible = { $fact } (not certain on this day)
# $since: when, in words; $what: a sentence of the tables.
actor-held = { $since }. { $what }
actor-held-doubtful = { $since } ({ $doubt }). { $what }
actor-sources = Sources: { $links }
