/** Passwords in command lines: `mysql -pX`, `redis-cli -a X`, `echo X | passwd --stdin root`. Pure. */
import { type CommandRow, commandTable } from './command-table.ts';
import type { Found } from './found.ts';
import { matchesIn } from './match.ts';
import { isPlaceholder, isSecretValue } from './value.ts';

const MAX_LINE = 400;
const MIN_LENGTH = 4;
/** What ends a command where it stands in a sentence. */
const COMMAND_END = /[\n。；，、！？]|\|\|?|&&|;(?=\s|$)/;
const HAN = /\p{Script=Han}/u;
const WORD = /(?:\\"[^"\n]*\\"|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s"'])+/g;

interface Word {
  text: string;
  /** Where `text` begins, without a quote in front of it. */
  at: number;
}

const rowsOf = new Map<string, CommandRow[]>();
for (const row of commandTable) {
  for (const program of row.programs) rowsOf.set(program, [...(rowsOf.get(program) ?? []), row]);
}
const escaped = (program: string): string => program.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+');
const PROGRAM = new RegExp(
  `(?<![\\w.=-])(?:${[...rowsOf.keys()]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')})(?:\\.exe)?(?=\\s|：)`,
  'gi',
);
/** What is fed to a program that asks for a password. */
const FED =
  /\b(?:echo|printf)\s+(?:-[neE]+\s+)*(?:["']%s(?:\\n)?["']\s+)?(["']?)(?:[\w.-]+:)?([^\s"'|]+)\1\s*\|\s*(?:sudo\s+)?(?:-\S+\s+)*(?:chpasswd|passwd|sudo|su\b|docker\s+login|smbpasswd|kinit|cryptsetup|openssl|base64|pw\b)/gi;
const ECHOED = /passw(?:or)?d[\w-]{0,30}=(?:<\(|["'])\s*echo\s+(?:-n\s+)?(["']?)([^\s"')]+)/gi;
const IDENTIFIED = /\bidentified\s+(?:with\s+\S+\s+)?(?:by|as)\s+(?:values\s+|password\s+)?(["']?)([^\s"';]+)\1/gi;
/** An account, and then its password, whatever the program. */
const ANY_PROGRAM =
  /(?<=\s)(?:-u|-U|-l|--user(?:name)?|--login)[\s=]*(["']?)[\w.@#\\-]+\1\s+(?:-p|-P|-w|-W|-pw)[\s=]*["']?(?!-)([^\s"']+)/g;
/** `net use Z: \\\\host\\share /user:name PASSWORD`: the password behind the account, where it is not in front of it. */
const NET_USE = /\bnet\s+use\b[^\n|]{0,120}?\s\/u(?:ser)?:(["']?)[^\s"']+\1\s+["']?([^\s"'/*][^\s"']*)/gi;
/** Procedures of SQL Server: account, password. */
const PROCEDURE =
  /\bsp_(?:addlogin|password|addlinkedsrvlogin)\s+(?:@\w+\s*=\s*)?(?:N?'[^']*'|null)\s*,\s*(?:@\w+\s*=\s*)?(N?')([^'\n]+)'/gi;
/** A line of `.pgpass`: host, port, database, account, password. */
const PGPASS =
  /(?<![\w.:-])(?:[\w.-]+|\*):(?:\d{2,5}|(\*)):(?:[\w-]+|\*):[\w.@-]+:([^\s:"'，。；、]{4,})(?![^\s，。；、])/g;
/** Of these the form alone says little: the value has to look like one. */
const UNSURE: readonly RegExp[] = [ANY_PROGRAM, PGPASS];
const HERE_STRING =
  /\b(?:passwd|chpasswd|kinit|vncpasswd|sudo|cryptsetup)\b[^\n|;]{0,40}<<<\s*(["']?)(?:[\w.-]+:)?([^\s"']+)\1/gi;

/** Everything in `text` that a command gives as a password, in no order. */
export function findInCommands(text: string): Found[] {
  const fed = [FED, ECHOED, IDENTIFIED, HERE_STRING, NET_USE, PROCEDURE, ...UNSURE].flatMap((pattern) =>
    matchesIn(text, pattern).flatMap((m) => {
      const value = m[2] ?? '';
      const isOne = UNSURE.includes(pattern) ? isSecretValue(value, 'mixed') : isGiven(value);
      return isOne ? [{ value, at: m.index + m[0].lastIndexOf(value) }] : [];
    }),
  );
  const given = matchesIn(text, PROGRAM).flatMap((m) => inCommand(text, m[0], m.index + m[0].length));
  return [...fed, ...given].map(({ value, at }) => ({ rule: 'password', what: '命令行口令', value, at }));
}

const isGiven = (value: string): boolean =>
  value.length >= MIN_LENGTH && !isPlaceholder(value) && !value.startsWith('-');

function inCommand(text: string, named: string, from: number): { value: string; at: number }[] {
  const program = named
    .toLowerCase()
    .replace(/\.exe$/, '')
    .replace(/\s+/g, ' ');
  const rows = rowsOf.get(program) ?? rowsOf.get(named.replace(/\s+/g, ' ')) ?? [];
  const words = wordsBehind(text, from);
  return rows
    .flatMap((row) => candidates(row, words))
    .map((word) => behind(word.row, word))
    .filter((one): one is Word => one !== undefined)
    .map(({ text: value, at }) => ({ value, at }));
}

/** The words of the command; what is in quotes may hold anything. */
function wordsBehind(text: string, from: number): Word[] {
  const line = text.slice(from, from + MAX_LINE);
  const words: Word[] = [];
  let last = 0;
  for (const m of matchesIn(line, WORD)) {
    const [word] = m;
    if (COMMAND_END.test(line.slice(last, m.index))) break;
    last = m.index + word.length;
    const cut = /["']/.test(word) ? word : (word.split(COMMAND_END)[0] ?? '');
    const bare = HAN.test(cut) && !/["']|\.\w{1,5}$/.test(cut) ? (cut.split(HAN)[0] ?? '') : cut;
    if (bare !== '') words.push(unquoted(bare, from + m.index));
    if (bare !== word) break;
  }
  return words;
}

function unquoted(word: string, at: number): Word {
  const quote = word[0] ?? '';
  if ((quote === '"' || quote === "'") && word.endsWith(quote)) return { text: word.slice(1, -1), at: at + 1 };
  return { text: word, at };
}

type Candidate = Word & { row: CommandRow };

function candidates(row: CommandRow, words: readonly Word[]): Candidate[] {
  const { options, skip = 0, form = 'either' } = row;
  if (options === undefined) {
    const plain = words.filter(({ text }) => !(row.paths === true ? /^-/ : /^[-/]|^[A-Za-z]:$/).test(text));
    const word = plain[skip];
    return word === undefined ? [] : [{ ...word, row }];
  }
  return words.flatMap((word, i): Candidate[] => {
    const option = options.find((one) => word.text === one);
    const next = words[i + 1];
    if (option !== undefined) return form === 'attached' || next === undefined ? [] : [{ ...next, row }];
    if (form === 'separate') return [];
    const attached = options.find((one) => word.text.startsWith(one.startsWith('--') ? `${one}=` : one));
    if (attached === undefined) return [];
    const rest = unquoted(word.text.slice(attached.length).replace(/^=/, ''), 0);
    return [{ text: rest.text, at: word.at + word.text.length - rest.text.length - rest.at, row }];
  });
}

/** The part of the word that is the value, if it is one. */
function behind({ behind: sign, options, skip }: CommandRow, { text, at }: Word): Word | undefined {
  const from = sign === undefined ? 0 : text.indexOf(sign) + sign.length;
  if (sign !== undefined && !text.includes(sign)) return undefined;
  const whole = text.slice(from).replace(/[;:,)]+$/, '');
  const value =
    sign === '/'
      ? (whole.replace(/^\\?["']/, '').split(whole.startsWith('"') ? /[\s"\\]/ : /[@\s"\\]/)[0] ?? '')
      : whole;
  const sure = options !== undefined || sign !== undefined;
  // A name of a statement, not of a program: the value has to look like one.
  // lis/lis@db: the account again, however short.
  const isSame = sign === '/' && value.length > 1 && value === text.slice(0, from - 1);
  if (!(sure ? isSame || isGiven(value) : isSecretValue(value.replace(/^["'(]+|["')]+$/g, ''), 'strong')))
    return undefined;
  if (skip === undefined && value.startsWith('/')) return undefined;
  return { text: value, at: at + from + Math.max(0, text.slice(from).indexOf(value)) };
}
