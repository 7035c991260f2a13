/**
 * Where a module that composes can be made wrong, found by its syntax: bounds moved by one, conditions turned round, filters dropped,
 * begins and ends swapped. The rule knows nothing of what a place does, so that none is chosen because it passes.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Other text in place of a piece of a module. */
export interface Site {
  /** Relative to the program. */
  file: string;
  line: number;
  kind: string;
  start: number;
  end: number;
  text: string;
  /** What stood there, and what stands there then. */
  told: string;
}

const { SyntaxKind } = ts;

/** Operators, and what each becomes. */
const OPERATORS: Readonly<Partial<Record<ts.SyntaxKind, readonly [kind: string, text: string]>>> = {
  [SyntaxKind.LessThanToken]: ['bound', '<='],
  [SyntaxKind.LessThanEqualsToken]: ['bound', '<'],
  [SyntaxKind.GreaterThanToken]: ['bound', '>='],
  [SyntaxKind.GreaterThanEqualsToken]: ['bound', '>'],
  [SyntaxKind.EqualsEqualsEqualsToken]: ['equal', '!=='],
  [SyntaxKind.ExclamationEqualsEqualsToken]: ['equal', '==='],
  [SyntaxKind.AmpersandAmpersandToken]: ['logic', '||'],
  [SyntaxKind.BarBarToken]: ['logic', '&&'],
  [SyntaxKind.PlusToken]: ['sum', '-'],
  [SyntaxKind.MinusToken]: ['sum', '+'],
  [SyntaxKind.AsteriskToken]: ['factor', '/'],
  [SyntaxKind.SlashToken]: ['factor', '*'],
};

/** Fields and methods that stand for each other where somebody slips. */
const SWAPPED: Readonly<Record<string, string>> = {
  ...{ from: 'to', to: 'from', start: 'end', end: 'start', numerator: 'denominator', denominator: 'numerator' },
  ...{ some: 'every', every: 'some', min: 'max', max: 'min', findLast: 'find', at: 'enteredAt' },
};

const swappedFor = (name: string): string | undefined => (Object.hasOwn(SWAPPED, name) ? SWAPPED[name] : undefined);

/** Every place of a module, in its order. @param file relative to the program */
export function sitesOf(file: string, source: string): Site[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const sites: Site[] = [];
  const add = (kind: string, node: ts.Node, text: string, whole: ts.Node): void => {
    const [start, end] = [node.getStart(tree), node.getEnd()];
    const line = tree.getLineAndCharacterOfPosition(start).line + 1;
    const was = whole.getText(tree);
    const at = start - whole.getStart(tree);
    const told = `${short(was)} → ${short(was.slice(0, at) + text + was.slice(at + end - start))}`;
    sites.push({ file, line, kind, start, end, text, told });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    siteAt(node, add);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return sites;
}

type Add = (kind: string, node: ts.Node, text: string, whole: ts.Node) => void;

const joinsText = (node: ts.BinaryExpression): boolean =>
  node.operatorToken.kind === SyntaxKind.PlusToken && [node.left, node.right].some(ts.isStringLiteralLike);

function siteAt(node: ts.Node, add: Add): void {
  if (ts.isBinaryExpression(node)) {
    const other = OPERATORS[node.operatorToken.kind];
    if (other !== undefined && !joinsText(node)) add(other[0], node.operatorToken, other[1], node);
  } else if (ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken) {
    add('negation', node, node.operand.getText(), node);
  } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const [first] = node.arguments;
    if (node.expression.name.text === 'filter' && first !== undefined) add('filter', first, '() => true', node);
  } else if (ts.isPropertyAccessExpression(node)) {
    const other = swappedFor(node.name.text);
    // `at` of a list is a place in it, and no time.
    if (other !== undefined && !(node.name.text === 'at' && ts.isCallExpression(node.parent)))
      add('field', node.name, other, node);
  } else if (ts.isNumericLiteral(node) && isOfCount(node.parent)) {
    add('number', node, String(Number(node.text) + 1), node.parent);
  }
}

/** A number by which something is cut, moved or compared; others are widths, decimals and the like. */
const isOfCount = (parent: ts.Node): boolean =>
  (ts.isBinaryExpression(parent) && OPERATORS[parent.operatorToken.kind] !== undefined) ||
  (ts.isCallExpression(parent) && /\.(?:slice|at)$|[dD]ays?$/.test(parent.expression.getText()));

const SHOWN = 60;
const short = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= SHOWN ? line : `${line.slice(0, SHOWN)}…`;
};

const SECTIONS = 'src/sections';

/** Where composing of the pages of the site begins: its sections and the one file that composes them. @param root of the program */
export const pageEntries = (root: string): string[] => [
  'src/pipeline/publish/sections.ts',
  ...readdirSync(join(root, SECTIONS))
    .filter((name) => name.endsWith('.ts') && !name.startsWith('_'))
    .map((name) => `${SECTIONS}/${name}`),
];
