/** What the operators of a page draw (ISO 32000-1, 8 and 9): paint that is not white, letters, and what they name. Pure. */

export interface Drawn {
  /** Something is painted here that is not white. */
  ink: boolean;
  /** Codes of the strings that are shown, visible or laid under a picture. */
  letters: number;
  /** Names of pictures and forms that are painted. */
  named: string[];
}

/** Bytes of content that are read; a page that draws more has been drawn on. */
const MOST_READ = 8 * 1024 * 1024;

const TOKEN =
  /%[^\r\n]*|\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*\))*\)|<<|>>|<[0-9A-Fa-f\s]*>|\[|\]|\/[^\s/[\]<>()%{}]*|[^\s/[\]<>()%{}]+/g;

const FILLS = new Set(['f', 'F', 'f*', 'b', 'b*', 'B', 'B*']);
const STROKES = new Set(['S', 's', 'b', 'b*', 'B', 'B*']);
const FILL_COLOURS = new Set(['g', 'rg', 'k', 'sc', 'scn']);
const STROKE_COLOURS = new Set(['G', 'RG', 'K', 'SC', 'SCN']);
const TEXTS = new Set(['Tj', 'TJ', "'", '"']);
/** Rendering modes of letters that leave none: laid under a scan to be found by a search, or clipping alone. */
const UNSEEN_MODES = new Set(['3', '7']);

interface State {
  fillWhite: boolean;
  strokeWhite: boolean;
  mode: string;
}

/** @param content of a page or a form, unpacked */
export function drawnBy(content: Uint8Array): Drawn {
  const drawn: Drawn = { ink: content.byteLength > MOST_READ, letters: 0, named: [] };
  let state: State = { fillWhite: false, strokeWhite: false, mode: '0' };
  const kept: State[] = [];
  let operands: string[] = [];
  const text = Buffer.from(content.subarray(0, MOST_READ)).toString('latin1');
  for (const [token] of text.matchAll(TOKEN)) {
    if (token.startsWith('%')) continue;
    if (isOperand(token)) {
      operands.push(token);
      continue;
    }
    if (token === 'q') kept.push({ ...state });
    else if (token === 'Q') state = kept.pop() ?? state;
    else act(drawn, state, token, operands);
    operands = [];
  }
  return drawn;
}

function act(drawn: Drawn, state: State, operator: string, operands: readonly string[]): void {
  if (operator === 'Do') drawn.named.push((operands.at(-1) ?? '').slice(1));
  else if (operator === 'BI' || operator === 'sh') drawn.ink = true;
  else if (TEXTS.has(operator)) show(drawn, state, operands);
  else if (FILLS.has(operator) && !state.fillWhite) drawn.ink = true;
  else if (STROKES.has(operator) && !state.strokeWhite) drawn.ink = true;
  else colour(state, operator, operands);
}

const isOperand = (token: string): boolean => /^[-+.\d(<>[\]/]/.test(token) || token === 'true' || token === 'false';

function show(drawn: Drawn, { mode, fillWhite }: State, operands: readonly string[]): void {
  const letters = operands.reduce((sum, one) => sum + lettersIn(one), 0);
  drawn.letters += letters;
  if (letters > 0 && !UNSEEN_MODES.has(mode) && !fillWhite) drawn.ink = true;
}

/** Codes of a string, blanks left out. */
function lettersIn(token: string): number {
  if (token.startsWith('('))
    return token
      .slice(1, -1)
      .replace(/\\[0-7]{1,3}|\\[\s\S]/g, 'x')
      .replace(/\s/g, '').length;
  if (!token.startsWith('<') || token === '<<') return 0;
  const digits = token.slice(1, -1).replace(/\s/g, '');
  // Chinese takes two bytes a letter.
  return /^(0020|20|0003)*$/i.test(digits) ? 0 : Math.ceil(digits.length / 4);
}

function colour(state: State, operator: string, operands: readonly string[]): void {
  if (operator === 'Tr') state.mode = operands.at(-1) ?? '0';
  if (operator === 'cs') state.fillWhite = false;
  if (operator === 'CS') state.strokeWhite = false;
  if (FILL_COLOURS.has(operator)) state.fillWhite = isWhite(operands);
  if (STROKE_COLOURS.has(operator)) state.strokeWhite = isWhite(operands);
}

/** Light of one or three colours at its most, or no ink of four. */
function isWhite(operands: readonly string[]): boolean {
  const numbers = operands.map(Number).filter((one) => !Number.isNaN(one));
  if (numbers.length === 0) return false;
  return numbers.length === 4 ? numbers.every((one) => one <= 0.02) : numbers.every((one) => one >= 0.98);
}
