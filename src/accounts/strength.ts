/**
 * How much of a password somebody would have to guess: what everybody tries first, words that stand near, dates, runs of the keyboard
 * and repetitions cover its signs, however they are written; what is left is what nobody knows. Pure.
 */

/** What people choose first, whatever stands around it. */
const COMMON = [
  ...[
    'password',
    'passwd',
    'pass',
    'admin',
    'administrator',
    'root',
    'welcome',
    'letmein',
    'login',
    'master',
    'super',
    'user',
  ],
  ...[
    'guest',
    'test',
    'temp',
    'change',
    'changeme',
    'default',
    'secret',
    'qwerty',
    'hello',
    'monkey',
    'dragon',
    'iloveyou',
  ],
  ...[
    'sunshine',
    'princess',
    'football',
    'baseball',
    'shadow',
    'server',
    'system',
    'manager',
    'operator',
    'oracle',
    'mysql',
  ],
  ...[
    'redis',
    'nginx',
    'linux',
    'windows',
    'huawei',
    'cisco',
    'spring',
    'summer',
    'autumn',
    'winter',
    'january',
    'december',
  ],
  ...[
    'woaini',
    'woaizhongguo',
    'mima',
    'kouling',
    'yunwei',
    'guanli',
    'guanliyuan',
    'xitong',
    'fuwuqi',
    'zhongguo',
    'beijing',
  ],
  ...['shanghai', 'guangzhou', 'shenzhen', 'caigou', 'gongsi', 'nihao', 'tianqi', 'zhang', 'wang', 'chen', 'yang'],
  ...['company', 'office', 'abc', 'asd', 'opsledger'],
];

/** Digits that everybody knows. */
const NUMBERS = ['5201314', '520', '1314', '888', '666', '112233', '123123', '147258', '159357', '10086', '12306'];

/** Sign → the letters that it is written for. */
const LEET: Readonly<Record<string, string>> = {
  ...{ '@': 'a', '4': 'a', '^': 'a', '8': 'b', '(': 'c', '3': 'e', '€': 'e', '6': 'g', '9': 'g', '#': 'h', '1': 'il' },
  ...{ '!': 'il', '|': 'il', '0': 'o', $: 's', '5': 's', '7': 't', '+': 't', '2': 'z', '%': 'x' },
};

/** Rows of the keyboard, each half a key to the right of the one above, and what they hold with shift. */
const ROWS = ['1234567890-=', 'qwertyuiop[]', "asdfghjkl;'", 'zxcvbnm,./'];
const SHIFTED: Readonly<Record<string, string>> = Object.fromEntries(
  [...'!@#$%^&*()_+{}:"<>?'].map((sign, n) => [sign, "1234567890-=[];',./"[n] as string]),
);

const LONGEST_STEP = 1;
const SHORTEST_RUN = 4;

const MONTH = '(?:0?[1-9]|1[0-2])';
const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const TWO = { month: '(?:0[1-9]|1[0-2])', day: '(?:0[1-9]|[12]\\d|3[01])' };
const YEAR = '(?:19[4-9]\\d|20[0-5]\\d)';
const BETWEEN = '[-./_年月日]?';
/** Days and years as they are written. */
const DATES = [
  `${YEAR}${BETWEEN}${TWO.month}${BETWEEN}${TWO.day}`,
  `${YEAR}[-./_年]${MONTH}[-./_月]${DAY}`,
  `${TWO.day}${BETWEEN}${TWO.month}${BETWEEN}${YEAR}`,
  `${TWO.month}${BETWEEN}${TWO.day}${BETWEEN}${YEAR}`,
  // Of so few digits any six in twenty-five would be one within a longer number.
  `(?<!\\d)\\d{2}${TWO.month}${TWO.day}(?!\\d)`,
  `${YEAR}${BETWEEN}${TWO.month}`,
  YEAR,
].map((one) => new RegExp(one, 'g'));

/**
 * @param lower the password, in small letters. @param near words that stand near whoever chose it: their organisation, its systems
 * @returns how many of its signs somebody would have to guess
 */
export function unguessed(lower: string, near: readonly string[] = []): number {
  const signs = [...lower];
  const covered = new Array<boolean>(signs.length).fill(false);
  const cover: Cover = (from, length) => {
    covered.fill(true, from, from + length);
  };
  for (const word of [...COMMON, ...NUMBERS, ...near.map((one) => one.toLowerCase())]) {
    const letters = [...word];
    if (letters.length < 2 || (letters.length < 3 && /^[\x20-\x7e]+$/.test(word))) continue;
    for (let at = 0; at + letters.length <= signs.length; at += 1) {
      if (letters.every((letter, n) => isWrittenFor(signs[at + n] as string, letter))) cover(at, letters.length);
    }
  }
  coverDates(signs, cover);
  coverRuns(signs, cover);
  coverRepeated(signs, cover);
  return covered.filter((one) => !one).length;
}

/** true when the word stands in the text, whatever signs its letters are written with. */
export function holdsWritten(lower: string, word: string): boolean {
  const [signs, letters] = [[...lower], [...word.toLowerCase()]];
  if (letters.length === 0) return false;
  return signs.some((_, at) =>
    letters.every((letter, n) => signs[at + n] !== undefined && isWrittenFor(signs[at + n] as string, letter)),
  );
}

const isWrittenFor = (sign: string, letter: string): boolean =>
  sign === letter || (LEET[sign]?.includes(letter) ?? false);

type Cover = (from: number, length: number) => void;

function coverDates(signs: readonly string[], cover: Cover): void {
  // Beyond the plane that a date is written in, one sign is two units: it stands for itself.
  const text = signs.map((one) => (one.length === 1 ? one : '\u0000')).join('');
  for (const date of DATES) for (const found of text.matchAll(date)) cover(found.index, found[0].length);
}

/** abcd, 9876, qwer, 1qaz, !@#$: each sign beside the one before, on the keyboard or in the alphabet. */
function coverRuns(signs: readonly string[], cover: Cover): void {
  for (const isStep of [besideOnKeyboard, (a: string, b: string) => a === b, besideInOrder(1), besideInOrder(-1)]) {
    let from = 0;
    for (let at = 1; at <= signs.length; at += 1) {
      if (at < signs.length && isStep(signs[at - 1] as string, signs[at] as string)) continue;
      if (at - from >= SHORTEST_RUN || (isStep !== besideOnKeyboard && at - from >= SHORTEST_RUN - 1))
        cover(from, at - from);
      from = at;
    }
  }
}

const besideInOrder =
  (step: number) =>
  (a: string, b: string): boolean =>
    /^[a-z0-9]$/.test(a) && /^[a-z0-9]$/.test(b) && b.charCodeAt(0) - a.charCodeAt(0) === step;

function besideOnKeyboard(a: string, b: string): boolean {
  const [one, other] = [keyOf(a), keyOf(b)];
  if (one === null || other === null || (one.row === other.row && one.column === other.column)) return false;
  return Math.abs(one.row - other.row) <= LONGEST_STEP && Math.abs(one.column - other.column) <= LONGEST_STEP;
}

function keyOf(sign: string): { row: number; column: number } | null {
  const key = SHIFTED[sign] ?? sign;
  const row = ROWS.findIndex((one) => one.includes(key));
  return row < 0 ? null : { row, column: (ROWS[row] as string).indexOf(key) };
}

/** What stood there just before: `Lamp-Lamp-Lamp-` says no more than `Lamp-`. */
function coverRepeated(signs: readonly string[], cover: Cover): void {
  for (let length = 2; length * 2 <= signs.length; length += 1) {
    for (let at = length; at + length <= signs.length; at += 1) {
      if (signs.slice(at, at + length).every((sign, n) => sign === signs[at - length + n])) cover(at, length);
    }
  }
}
