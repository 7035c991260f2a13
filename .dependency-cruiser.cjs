/** The import table as rules. tests/architecture.test.ts runs them and proves that they bite. */

const { mayImport, floors, pure, packagesOf, homeOf, unitFolders } = require('./.import-table.cjs');

const outside = ['reports', 'jobs'];
const pathOf = (folder) => (outside.includes(folder) ? `^${folder}/` : `^src/${folder}[/.]`);
const anyOf = (folders) => folders.map(pathOf).join('|');
const named = (packages) => packages.map((name) => `node_modules/${name}${name.endsWith('/') ? '' : '/'}`);
const npm = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown'];

const floorRules = Object.entries(floors).flatMap(([folder, storeys]) =>
  storeys.flatMap((storey, height) =>
    storey.map((room) => {
      const below = storeys.slice(0, height).flat();
      return {
        name: `floor-${folder.split('/').at(-1)}-${room}`,
        comment: `${folder}/${room} may import ${below.length === 0 ? 'nothing beside it' : below.join(', ')}`,
        severity: 'error',
        from: { path: `^${folder}/${room}[/.]` },
        to: { path: `^${folder}/`, pathNot: `^${folder}/(${[room, ...below].join('|')})[/.]|/_[a-z]+\\.ts$` },
      };
    }),
  ),
);

const folderRules = Object.entries(mayImport).map(([folder, allowed]) => ({
  name: `${folder}-imports`,
  comment: `${folder} may import ${allowed.length === 0 ? 'none of our other folders' : allowed.join(', ')}`,
  severity: 'error',
  from: { path: pathOf(folder) },
  to: { path: '^(src|reports|jobs|tests|bench)/', pathNot: anyOf([folder, ...allowed]) },
}));

const pureRule = {
  name: 'pure-core',
  comment: 'these folders do no IO: what they need comes in as a parameter',
  severity: 'error',
  // A hostile workbook ends the process that parses it: it has a thread of its own, as whatever else is read within bounds.
  from: { path: anyOf(pure), pathNot: '^src/scanners/read/(?:bounded-thread|workbook-(?:thread|worker))\\.ts$' },
  to: { dependencyTypes: ['core'] },
};

const packageRules = Object.entries(packagesOf).map(([folder, packages]) => ({
  name: `${folder}-packages`,
  comment: `${folder} uses no packages but ${['zod', ...packages].join(', ')}`,
  severity: 'error',
  from: { path: pathOf(folder) },
  to: { dependencyTypes: npm, pathNot: named(['zod', ...packages]) },
}));

const homeRules = Object.entries(homeOf).map(([name, folders]) => ({
  name: `home-of-${name}`,
  comment: `${name} is used in ${folders.join(' and ')} only`,
  severity: 'error',
  from: { path: '^(src|reports|jobs)/', pathNot: anyOf(folders) },
  to: { path: named([name]) },
}));

const siblingRules = unitFolders.map((folder) => ({
  name: `no-sibling-${folder.replaceAll('/', '-')}`,
  comment: 'a unit stands alone: what several need goes into a folder beside them, which needs none of them',
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { path: `^${folder}/(?!_)[^/]+\\.ts$` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...folderRules,
    ...floorRules,
    {
      name: 'site-imports',
      comment:
        'the site draws one site model (its types), shows states as all do, searches as the terminal does, keeps whole what documents keep whole and names months as they do',
      severity: 'error',
      from: { path: pathOf('site') },
      to: {
        path: '^(src|reports|jobs|tests|bench)/',
        pathNot:
          '^src/(site|states|search|proof)/|^src/(report/site-model|report/cell|wording/whole|contract/calendar/month-text)\\.ts$',
      },
    },
    {
      name: 'site-model-types-only',
      comment: 'a page never runs code of the stages',
      severity: 'error',
      from: { path: pathOf('site') },
      to: { path: '^src/report/', pathNot: '^src/report/cell\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'server-desk-types-only',
      comment: 'a page runs the calls that it is handed, behind what hides names from its viewer',
      severity: 'error',
      from: { path: pathOf('server') },
      to: { path: pathOf('desk'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'site-without-zod',
      comment: 'what a page draws was checked before it was written',
      severity: 'error',
      from: { path: pathOf('site') },
      to: { path: named(['zod']) },
    },
    {
      name: 'recount-without-zod',
      comment: 'what counts again reads the data by itself: a shared schema would share its mistakes',
      severity: 'error',
      from: { path: '^src/recount/' },
      to: { path: named(['zod']) },
    },
    {
      name: 'rooms-keep-their-tables',
      comment: 'of another subject one takes what is entered and what follows from it, never its tables',
      severity: 'error',
      from: { path: '^src/subjects/([^/]+)/' },
      to: { path: '^src/subjects/', pathNot: '^src/subjects/($1/|[^/]+/(kinds|judge)/)' },
    },
    {
      name: 'judgement-draws-nothing',
      comment: 'what is entered and what follows from it knows of no table and no page',
      severity: 'error',
      from: { path: '^src/subjects/[^/]+/(kinds|judge)/' },
      to: { path: '^src/(report|page)/|^src/subjects/[^/]+/(?!kinds/|judge/)' },
    },
    {
      name: 'kinds-judge-nothing',
      comment: 'a record kind is the shape of what was entered: no judgement, no words of figures, no other kind',
      severity: 'error',
      from: { path: '^src/subjects/([^/]+)/kinds/' },
      to: { path: '^src/(subjects|wording)/', pathNot: '^src/subjects/$1/kinds/[^/]+/' },
    },
    ...siblingRules,
    pureRule,
    ...packageRules,
    ...homeRules,
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      comment: 'astro: modules exist only while Astro builds',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(astro:|node:sqlite$)' },
    },
    {
      name: 'no-undeclared-package',
      comment: 'a package that package.json does not name is there by chance',
      severity: 'error',
      from: { path: '^(src|reports|jobs)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-dev-package',
      comment: 'the tool must run without what only its developers need; types cost nothing at run time',
      severity: 'error',
      from: { path: '^(src|reports|jobs)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
