const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

/**
 * The plan of the house: which folder may import which, what stands on which floor, what does no IO, where a package is
 * at home. The rules of
 * `.dependency-cruiser.cjs` are made from it, and `tests/architecture.test.ts` plants a violation of each line.
 */

/** In every room of `src/subjects/`: what is entered, and what follows from it. */
const kinds = 'subjects/[^/]+/kinds';
const judge = 'subjects/[^/]+/judge';

/**
 * Folder of src (reports and jobs stand beside it) → what it may import besides itself: a folder, or one room or file of
 * it. `src/pipeline/` alone composes stages; jobs and units come to it by discovery, never by an import.
 */
const mayImport = {
  // Codes with their words, marks and tones: a leaf, so that whoever shows a state can look it up, the browser too.
  states: [],
  contract: ['states'],
  // Its statement of a clause is a code.
  report: ['states'],
  // What a table is and how its rows are settled for paper and site.
  page: ['states', 'contract', 'records', 'report', 'wording'],
  // One thing, one room: what is entered of it, what follows from that, and its tables, once, for documents and site.
  subjects: ['states', 'contract', 'records', 'report', 'page', 'wording'],
  search: [],
  proof: [],
  // What a file that is given as evidence shows, by its bytes alone, which are hostile until they were read within bounds.
  evidence: ['contract', 'scanners/read'],
  sources: ['wording'],
  records: ['states', 'contract'],
  // How a figure reads is one rule for all who print it, a message about a file that is too large included.
  wording: ['contract', 'records'],
  // A table of assets is split into rows by the one reader of CSV that tells lines.
  workspace: ['contract', 'records', 'wording', 'scanners/read/csv', 'subjects/interpretations'],
  // A file that somebody hands in is hostile until it was read within bounds.
  guard: ['contract', 'records', 'workspace', 'scanners/read', 'evidence'],
  // What a cloud console exports is split by the same reader.
  collectors: ['contract', 'records', kinds, 'wording', 'sources', 'scanners/read/csv'],
  scanners: ['contract', 'wording'],
  // A .docx is a zip of XML, and hostile ones are refused by the readers that reports of scanners have.
  drafts: ['contract', 'scanners/read'],
  // What is judged over many subjects: clauses, scores, the pre-check, and how likely it is that a table shows what it shows.
  assess: ['states', 'contract', 'records', kinds, judge, 'wording'],
  reports: ['states', 'contract', 'records', 'assess', 'report', 'page', 'subjects', 'wording'],
  knowledge: ['contract', 'records', kinds, 'wording', 'report', 'search', 'workspace', 'archive/digest'],
  sections: [
    ...['states', 'contract', 'records', 'assess', 'report', 'page', 'subjects', 'wording'],
    ...['knowledge/match', 'render/cells'],
  ],
  render: ['states', 'report', 'wording', 'proof/pdf'],
  archive: ['contract', 'records', 'subjects/erasures/kinds', 'workspace', 'proof'],
  // Who may come in, what of it is kept and told: the terminal manages accounts without a server.
  accounts: ['contract'],
  // A form of a record, its fields as inputs and what was typed into them: the desk asks by it, the manual shows it.
  forms: ['contract', 'records'],
  // What the desk does, by the same calls as the commands; nothing of the stages knows of it, nor it of requests and pages.
  desk: [
    ...[
      'states',
      'contract',
      'records',
      'wording',
      'report',
      'workspace',
      'guard',
      'assess',
      'subjects',
      'archive',
      'knowledge',
      'render',
    ],
    ...['accounts', 'forms', 'pipeline'],
    // What a party may not see is hidden from it by one rule, on the site and at the desk.
    'sections/parts/mask',
    'sections/parts/mask-known',
  ],
  // It draws what the desk's calls answer, whose types it reads there and whose code is handed in (`server-desk-types-only`): so no
  // page gets by what hides names. Of the judgement it shows which limits run, and judges nothing.
  server: [
    ...['states', 'contract', 'records', 'wording', 'report'],
    ...['archive/layout', 'workspace/disk', 'accounts', 'forms', 'desk'],
    ...[kinds, 'subjects/incidents/judge/running', 'subjects/incidents/judge/steps'],
  ],
  // Hands the calls to the server and starts it: the one place that knows both.
  serve: ['contract', 'wording', 'report', 'workspace', 'accounts', 'desk', 'server', 'pipeline'],
  pipeline: [
    ...[
      'states',
      'contract',
      'report',
      'page',
      'subjects',
      'search',
      'proof',
      'sources',
      'records',
      'wording',
      'workspace',
      'guard',
      'evidence',
      'collectors',
    ],
    'setup/node-version',
    ...[
      'scanners',
      'drafts',
      'assess',
      'subjects',
      'reports',
      'knowledge',
      'sections',
      'render',
      'archive',
      'accounts',
      'forms',
      'notify',
      'pack',
    ],
  ],
  // The page that checks a pack is the terminal's own proof, for a browser, and the floor that the site's scripts have; what goes into
  // one (`make/`) is told in the words of the contract, and found by the search.
  pack: [
    ...['states', 'contract', 'records', 'wording', 'report', 'subjects', 'search', 'proof', 'workspace', 'archive'],
    'site/client/floor',
  ],
  // What leaves is numbers, kinds, times and states: it knows no record and no document.
  notify: ['states', 'contract', 'wording'],
  demo: ['contract', 'records', kinds, 'collectors', 'archive', 'workspace', 'pipeline', 'render/renderer'],
  // It parses, calls a pipeline, prints and sets the exit code; of the judgement it needs the words of two results.
  cli: [
    ...['states', 'contract', 'wording', 'subjects/deliveries/judge/late-reason', 'pipeline', 'desk', 'serve', 'demo'],
    ...['notify/attention', 'notify/line'],
  ],
  jobs: [],
  // Before there are packages: it runs by the Node of the machine.
  setup: [],
  // A second implementation of the figures: whatever it shared with the first, it would share the mistakes of.
  recount: [],
};

/**
 * Floors inside a house, lowest first: what stands on a floor (file or folder) may import the floors below it, and nothing
 * that stands beside it.
 */
const floors = {
  'src/contract': [
    ['error', 'names', 'nearest', 'time', 'acts'],
    ['instant', 'record-id', 'numbers-in-text', 'notices', 'fast-clock'],
    ['scalars'],
    ['terms', 'disclosure'],
    ['precedence', 'paper-numbers'],
    ['calendar', 'asked', 'party-words'],
    ['bundle'],
    ['expressed'],
  ],
  'src/pipeline': [
    [
      'clock',
      'program',
      'cache-root',
      'heartbeat',
      'demo-workspace',
      'desk-accounts',
      'open-doors',
      'deliverable-facts',
      'contract-key',
      'block-names',
      'figure-definitions',
    ],
    ['discover', 'init', 'sound-clock', 'bind-units', 'event-fields', 'register-fields', 'starter-texts'],
    ['units', 'sound-store'],
    ['compose', 'kept-units', 'event-received'],
    ['session'],
    ['outcome', 'contacts', 'finished-late', 'leak-source', 'own-machine'],
    ['entered-late', 'doubts', 'publishable'],
    ['completion', 'collect', 'plan', 'contract-import'],
    ['record'],
    ['remind'],
    ['doctor'],
    ['check', 'log'],
    ['verify'],
    ['issue', 'scan', 'backup', 'probe', 'bind', 'erase', 'pack'],
    ['status'],
    ['signoff', 'publish'],
    ['run'],
  ],
  // What checks a pack knows nothing of how one is made.
  'src/pack': [['format'], ['make', 'check'], ['fill', 'page', 'page-bundle']],
  'src/workspace': [
    ['disk'],
    ['git', 'text'],
    ['settings', 'store'],
    ['change', 'starter', 'is-workspace'],
    ['init'],
    ['workspace'],
  ],
  'src/assess': [['observations', 'precheck', 'contract']],
  // What a subject takes of one below are its kinds and judgement, never its tables (`rooms-keep-their-tables`).
  'src/subjects': [
    [
      ...['signing', 'requests', 'changes', 'work', 'measures', 'expenses', 'renewals', 'security'],
      ...['scores', 'erasures'],
    ],
    ['inspections', 'attendance', 'findings', 'devices'],
    ['availability', 'incidents', 'recovery'],
    ['operation-logs', 'deliveries', 'permits', 'interpretations', 'clauses', 'holdings'],
    ['payments'],
  ],
  // The units (files) stand on the folders that are theirs.
  'src/sections': [
    ['parts'],
    ['backups', 'lists', 'availability', 'expenses'],
    ['board'],
    ['clauses', 'faults', 'findings'],
    ['assets', 'records', 'interpretations'],
  ],
};

/** Folders without IO: no Node module at all, so that they are the same code in tests, terminal and browser. */
const pure = [
  ...[
    'states',
    'contract',
    'report',
    'page',
    'subjects',
    'search',
    'proof',
    'records',
    'wording',
    'assess',
    'reports',
    'sections',
    'scanners',
    'drafts',
    'forms',
  ],
];

/** Folders whose npm packages are all named; zod is free to all of them but recount (`recount-without-zod`). */
const packagesOf = {
  contract: ['chinese-days'],
  report: ['unified', 'remark-parse', 'remark-gfm'],
  search: [],
  proof: ['@noble/hashes', 'fflate'],
  records: [],
  wording: [],
  drafts: [],
  assess: [],
  page: [],
  subjects: [],
  reports: [],
  sections: [],
  guard: ['@secretlint/'],
  workspace: ['yaml', 'simple-git'],
  accounts: ['openid-client'],
  forms: [],
  server: ['hono', '@hono/', '@fastify/busboy', 'handlebars', 'sharp'],
  serve: ['hono'],
  jobs: [],
  notify: ['nodemailer', 'ical-generator'],
  setup: [],
  recount: ['yaml'],
};

/** Packages that live behind one stage, so that they can be replaced, and are loaded only where they are needed. */
const homeOf = {
  'ae-cvss-calculator': ['scanners'],
  yaml: ['workspace', 'recount'],
  'simple-git': ['workspace/git/exec'],
  commander: ['cli'],
  'node-cron': ['pipeline'],
  '@noble/ed25519': ['pack'],
  esbuild: ['pack'],
  'zip-stream': ['pack'],
  'pinyin-pro': ['knowledge'],
  'puppeteer-core': ['render'],
  '@sparticuz/chromium': ['render'],
  handlebars: ['render', 'server'],
  sharp: ['server', 'render', 'evidence'],
  '@fastify/busboy': ['server'],
  'openid-client': ['accounts'],
  echarts: ['render', 'site'],
  '@cantoo/pdf-lib': ['render'],
  unpdf: ['evidence'],
  uqr: ['render'],
  exceljs: ['render'],
  // Who starts the server names the type of a request alone: what it wires is a function of one.
  hono: ['server', 'serve'],
  '@hono/': ['server'],
  nodemailer: ['notify'],
  'ical-generator': ['notify'],
  systeminformation: ['collectors', 'sources'],
  mysql2: ['collectors', 'sources'],
  astro: ['site'],
  '@astrojs/': ['site'],
};

/** Where the record kinds of each room are. */
const kindFolders = readdirSync(join(__dirname, 'src/subjects'))
  .map((room) => `src/subjects/${room}/kinds`)
  .filter((folder) => existsSync(join(__dirname, folder)));

/**
 * Folders of units: a file is a unit, found by its name; a folder is what units share. The prefix `_` is for the one file
 * that says what a unit is.
 */
const unitFolders = [
  ...kindFolders,
  ...['src/collectors', 'src/scanners', 'src/sections', 'src/cli/commands', 'src/server/pages', 'reports', 'jobs'],
];

/**
 * What runs without being imported: the command, the set-up step, units, worker and child programs, the site, and the
 * generator of data/.schemas, which its test runs.
 */
const entries = [
  '^src/(opsledger|setup)\\.mjs$',
  '^src/contract/bundle/json-schema\\.ts$',
  ...unitFolders.map((folder) => `^${folder}/(?!_)[^/]+\\.ts$`),
  '(worker|child|main)\\.ts$',
  '^src/site/',
  '^src/server/client/',
];

module.exports = { mayImport, floors, pure, packagesOf, homeOf, unitFolders, entries };
