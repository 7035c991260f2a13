/** Numbers of clauses in what a program says: string literals and templates of code, texts and named attributes of markup. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import ts from 'typescript';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const starters = join(root, 'data/starters');

/** Ids of the clauses of all starters, and of what stands above them, from two parts on: `5`, alone, is any number. */
export function starterNumbers(): string[] {
  const ids = readdirSync(starters).flatMap((name) => {
    const text = readFileSync(join(starters, name, 'contract/contract.yaml'), 'utf8');
    return (parse(text, { schema: 'failsafe' }) as { clauses: { id: string }[] }).clauses.map(({ id }) => id);
  });
  const above = ids.flatMap((id) => [id, id.replace(/\([^)]*\)$/, ''), id.replace(/\.?[^.]+$/, '')]);
  return [...new Set(above)].filter((id) => id.includes('.'));
}

/** What makes a decimal number a quantity, and three parts a release: the unit or the word behind it. */
const UNIT =
  '[ \\u00a0]?(?:[KMGT]?B\\b|ms?\\b|s\\b|%|：|:|[万亿倍秒分时天年月版日米元件台次核]|小时|分钟|以上|以下|及以|发布|起|之后|之前|→)';
/** What makes it a version: the name of a product or a word for one before it. */
const RELEASE =
  /(?:[A-Za-z][\w.+-]*|版本|固件|升级[到至]?|回退[到至]?|恢复|退回|从|由|为|约|增至|降至)[ \u00a0/]?(?:[\d.]+[、，,/])*$/;
/** A property that holds a version, a score or a measure by its name; what it holds is no clause. */
const VERSION_KEY = /version|installed|fixed|release|score|cvss|before|after|example|expected/i;
/** A property, or a function, that is about clauses by its name: there the bare `2` is one, too. */
const CLAUSE_KEY = /clause/i;

/** The clauses' numbers that a text names: as numbers, not as versions, sizes or parts of an address. */
export function numbersIn(text: string, ids: readonly string[]): string[] {
  const pattern = patterns.get(ids) ?? patternOf(ids);
  patterns.set(ids, pattern);
  return [...text.matchAll(pattern)].filter((found) => !RELEASE.test(text.slice(0, found.index))).map(([id]) => id);
}

/** It is asked of thousands of texts. */
const patterns = new WeakMap<readonly string[], RegExp>();

function patternOf(ids: readonly string[]): RegExp {
  const any = ids.map((id) => id.replace(/[.()]/g, '\\$&')).join('|');
  return new RegExp(`(?<![\\d.:\\w/@_-])(?:${any})(?![\\d.:\\w/]|-[A-Za-z]|${UNIT})`, 'g');
}

/** Texts of all files of a folder that name a clause: `src/x.ts: 见 5.3.6`. */
export function clauseNumbers(folder: string, ids: readonly string[]): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ['.ts', '.mjs', '.astro', '.hbs', '.mdx'].includes(extname(name)))
    .flatMap((name) => {
      const text = readFileSync(join(root, folder, name), 'utf8');
      const found = /\.(ts|mjs)$/.test(name) ? inCode(text, ids) : inMarkup(text, ids);
      return found.map((one) => `${folder}/${name}: ${one}`);
    });
}

/** The literals of TypeScript that name a clause. */
export function inCode(text: string, ids: readonly string[]): string[] {
  // Parsing takes long: only what can hold one.
  if (!CLAUSE_KEY.test(text) && numbersIn(text, ids).length === 0) return [];
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || isTemplatePart(node)) {
      if (namesOne(node, node.text, ids)) found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('any.ts', text, ts.ScriptTarget.Latest, true));
  return found;
}

const isTemplatePart = (node: ts.Node): node is ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail =>
  ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);

function namesOne(node: ts.Node, text: string, ids: readonly string[]): boolean {
  const holder = holderOf(node);
  const bare = /^\d+(\.\d+)*(\([0-9a-z]\))?$/.test(text);
  if (bare && CLAUSE_KEY.test(holder)) return true;
  if (bare && VERSION_KEY.test(holder)) return false;
  return numbersIn(text, ids).length > 0;
}

/** Name of the property or function that the literal is given to. */
function holderOf(node: ts.Node): string {
  for (let here = node.parent; here !== undefined; here = here.parent) {
    if (ts.isPropertyAssignment(here) || ts.isVariableDeclaration(here)) return here.name.getText();
    if (ts.isCallExpression(here)) return here.expression.getText();
    if (ts.isBlock(here) || ts.isArrowFunction(here)) return '';
  }
  return '';
}

/** What a template shows or says: its texts, and the attributes that people hear or read; never measures of a drawing. */
function inMarkup(source: string, ids: readonly string[]): string[] {
  const text = source
    .replace(/<style[\s\S]*?<\/style>|<!--[\s\S]*?-->|\{\{!--[\s\S]*?--\}\}|\/\*[\s\S]*?\*\//g, '')
    .replace(/\s(?!title|alt|label|caption|content|placeholder|aria-|href|description)[\w:-]+="[^"]*"/g, '');
  return numbersIn(text, ids);
}

/** What a starter's articles, plans and 口径 say that is no number of its paper: `plans/x.md: 5.3.9`. Commands, heads and keys are left out. */
export function proseNumbers(starter: string): string[] {
  const folder = join(starters, starter);
  const { clauses } = parse(readFileSync(join(folder, 'contract/contract.yaml'), 'utf8'), { schema: 'failsafe' }) as {
    clauses: { id: string; paper: string }[];
  };
  const ids = clauses.flatMap(({ id, paper }) => (id.includes('.') && !paper.includes(id) ? [id] : []));
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const articles = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => [name, read(name).replace(/^---\n[\s\S]*?\n---\n|^```[\s\S]*?^```/gm, '')] as const);
  const said = (name: string): string =>
    [...read(name).matchAll(/^\s*(?:- )?(?:question|label|text|note): (.*)$/gm)].map(([, text]) => text).join('\n');
  const texts = [...articles, ['interpretations.yaml', said('contract/interpretations.yaml')] as const];
  if (ids.length === 0) return [];
  return texts.flatMap(([name, text]) => numbersIn(text, ids).map((id) => `${name}: ${id}`));
}
