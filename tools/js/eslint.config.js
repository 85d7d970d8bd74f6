// The page's scripts are no modules: Python puts some of them one below the other into one text.
// So each file may use what those above it declare, and a name that one below uses is used.

import { readFileSync } from "node:fs";
import js from "@eslint/js";
import globals from "globals";

const CHART = "widgets/board/chart.js", BOARD = "widgets/board/board.js";
const LIVE = "widgets/serve/kernel/live.js", START = "widgets/serve/http/start.js";
// The files above each one, as they are named where Python calls `script`.
const ABOVE = {
  [CHART]: [],
  [BOARD]: [CHART],
  "widgets/board/widget.js": [CHART, BOARD],
  [LIVE]: [CHART, BOARD],
  [START]: [CHART, BOARD, LIVE],
  "benchmarks/static.js": [CHART, BOARD],
  "benchmarks/measure.js": [],
  "tests/board_page.js": [CHART, BOARD, LIVE, START], // it stands above them but runs later
};
const BY_PYTHON = { [CHART]: ["DARK"], "benchmarks/measure.js": ["FIRST_STEP"] };

const text = (file) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
const declared = (file) => // what begins at the very left
  [...text(file).matchAll(/^(?:async )?(?:const|let|class|function) (\w+)/gm)].map((m) => m[1]);
const given = (file) => [...ABOVE[file].flatMap(declared), ...(BY_PYTHON[file] ?? [])];

function usedBelow(file) {
  const below = Object.keys(ABOVE).filter((other) => ABOVE[other].includes(file)).map(text);
  return declared(file).filter((name) => below.some((one) => RegExp(`\\b${name}\\b`).test(one)));
}

const forFile = (file) => ({
  files: [file],
  languageOptions: {
    globals: Object.fromEntries(given(file).map((name) => [name, "readonly"])),
  },
  rules: {
    "no-unused-vars": ["error", { varsIgnorePattern: `^(?:${usedBelow(file).join("|")})$` }],
  },
});

// The browser has these as globals too: who writes one means a variable that is not there.
const MISTAKEN = ["close", "closed", "event", "external", "find", "length", "name", "open", "origin",
  "parent", "print", "screen", "scroll", "self", "status", "stop", "top"];

export default [
  { ignores: ["**/node_modules/", "**/assets/", "**/cache/", ".venv/", "build/", "dist/"] },
  js.configs.recommended,
  {
    languageOptions: { sourceType: "script", globals: { ...globals.browser, WORDS: "readonly" } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "array-callback-return": "error",
      "eqeqeq": "error",
      "no-constructor-return": "error",
      "no-eval": "error",
      "no-extend-native": "error",
      "no-implied-eval": "error",
      "no-loop-func": "error",
      "no-new-func": "error",
      "no-restricted-globals": ["error", ...MISTAKEN],
      "no-return-assign": "error",
      "no-script-url": "error",
      "no-self-compare": "error",
      "no-sequences": "error",
      "no-shadow": ["error", { builtinGlobals: true, allow: Object.keys(globals.browser) }],
      "no-template-curly-in-string": "error",
      "no-unmodified-loop-condition": "error",
      "no-unreachable-loop": "error",
      "no-unused-expressions": "error",
      "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
      "no-var": "error",
      "prefer-const": "error",
      "require-atomic-updates": ["error", { allowProperties: true }],
    },
  },
  ...Object.keys(ABOVE).map(forFile),
  { files: ["widgets/board/widget.js", "widgets/lessons/task.js"], languageOptions: { sourceType: "module" } },
  { files: ["tests/board_page.js"], rules: { "no-unused-vars": "off" } }, // the tests use them
  {
    files: ["tools/js/*.js"],
    languageOptions: { sourceType: "module", globals: globals.nodeBuiltin },
  },
];
