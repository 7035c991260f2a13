/** Finds the words of a text of which enough speaks for a password, whatever the sentence says. Pure. */

import type { Found } from './found.ts';
import { matchesIn } from './match.ts';
import { type Candidate, isSpokenOf, pointsOf } from './password-evidence.ts';
import { type Subject, subjectsOf } from './subjects.ts';
import { isDayOfChange, isSecretValue } from './value.ts';

const WORD = /[A-Za-z0-9!@#$%^&*~+?_.-]{3,}/g;
const MIN_LENGTH = 3;
/** What is longer is known by other rules. */
const MAX_LENGTH = 26;
const OPENERS = /["'`“‘「『【《（([{<｜*]+$/;
const OTHER_WORDS = /[A-Za-z0-9!@#$%^&*_.-]{3,}/g;
/** How far behind its subject a value may stand, sentence ends and all. */
const REACH = 60;
const LETTERS_REACH = 24;
/** How far in front of a word the beginning of its address is looked for. */
const LONGEST_ADDRESS = 2000;
/** From here on it is one. */
const ENOUGH = 10;

interface Word {
  value: string;
  at: number;
  end: number;
}

/** Every word of `text` of which enough speaks for a password, in order of place. */
export const findByEvidence = (text: string): Found[] =>
  candidatesIn(text).flatMap(({ at, one }): Found[] =>
    isSpokenOf(one) && pointsOf(one) >= ENOUGH ? [{ rule: 'password', value: one.value, at }] : [],
  );

/** Every word that may be one, with what stands around it and its offset, in order of place. */
export function candidatesIn(text: string): { at: number; one: Candidate }[] {
  const subjects = subjectsOf(text);
  const found: { at: number; one: Candidate }[] = [];
  let next = 0;
  for (const word of wordsOf(text)) {
    while ((subjects[next]?.end ?? Number.POSITIVE_INFINITY) <= word.at) next += 1;
    const isSubject = (subjects[next]?.at ?? Number.POSITIVE_INFINITY) < word.end;
    const before = subjects[next - 1];
    const subject = before !== undefined && word.at - before.end <= REACH ? before : undefined;
    if (isSubject || !isPossible(text, word, subject)) continue;
    found.push({ at: word.at, one: candidateOf(text, word, subject) });
  }
  return found;
}

const wordsOf = (text: string): Word[] =>
  matchesIn(text, WORD).map(({ 0: whole, index }) => {
    const lead = /^(?:[.?~-]+|\*{2,})/.exec(whole)?.[0].length ?? 0;
    const value = whole.slice(lead).replace(/[.,:;?-]+$|\*\*$/, '');
    return { value, at: index + lead, end: index + lead + value.length };
  });

/** Most words are no password whatever is said of them. */
function isPossible(text: string, { value, at, end }: Word, subject: Subject | undefined): boolean {
  if (value.length < MIN_LENGTH || value.length > MAX_LENGTH) return false;
  if (isSpeech(text, { value, at, end }, subject)) return false;
  if (!/[A-Za-z0-9]/.test(value) || /^\d{11,}$/.test(value)) return false;
  if (value.length === MIN_LENGTH && !/^(?:[a-z]+|\d+)$/.test(value)) return false;
  if (value.length > MIN_LENGTH && !isSecretValue(value, 'strong', text.slice(end, end + 20))) return false;
  // +UseG1GC, @2.10GHz, 1%eth0
  if (/^[@+%]/.test(value) && (subject === undefined || at - subject.end > 12)) return false;
  // 用户名:密码@主机: how an address is written, and no password of it.
  if (/^@[A-Za-z.-]+$/.test(value) && subject?.end === at && /[:：/]/.test(text[subject.at - 1] ?? '')) return false;
  return !(isPart(text, at, end) || isNamed(text, at, end) || isDayOfChange(text, value, at));
}

/** A word of a sentence or a command, or a number of which nobody says that it is a secret. */
function isSpeech(text: string, { value, at, end }: Word, subject: Subject | undefined): boolean {
  // Where nobody speaks of a secret, or only far away, letters alone are words.
  if (!/\d/.test(value) && (subject === undefined || at - subject.end > LETTERS_REACH)) return true;
  if (subject === undefined && !/[A-Za-z]/.test(value)) return true;
  // kubectl create …, @returns results: a command or a sentence goes on.
  return /^@?[A-Za-z]+$/.test(value) && /^ [A-Za-z-]/.test(text.slice(end, end + 2));
}

/** The word with what stands around it. */
function candidateOf(text: string, { value, at, end }: Word, subject: Subject | undefined): Candidate {
  const left = text.slice(Math.max(0, at - 40), at);
  const opener = OPENERS.exec(left)?.[0] ?? '';
  const gap = subject === undefined ? '' : text.slice(subject.end, Math.max(subject.end, at - opener.length));
  return {
    value,
    before:
      left
        .slice(0, left.length - opener.length)
        .split('\n')
        .at(-1) ?? '',
    after: text.slice(end, end + 20),
    ...(subject === undefined ? {} : { subject }),
    gap,
    others: gap.match(OTHER_WORDS)?.length ?? 0,
  };
}

/** A name of its own: `for user X`, `secret X not found`, `ENC(X)`, `<password>@X`, the last line of a public key. */
const isNamed = (text: string, at: number, end: number): boolean =>
  (/\bsecrets?\s["'“]?$/i.test(text.slice(Math.max(0, at - 9), at)) &&
    /^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(text.slice(at, end))) ||
  (/\s-$/.test(text.slice(Math.max(0, at - 2), at)) && /^[A-Za-z]+$/.test(text.slice(at, end))) ||
  /\b(?:for|user|account|host|from|of|by|database|role|group|object)\s["'“]?$|ENC\($|[>}\]]@$|[>}]\s$|\b(?:alias|arn|role|policy|secret|kv|bucket|image|repo)\/$/i.test(
    text.slice(Math.max(0, at - 12), at),
  ) ||
  /^["'”]?\s*(?:not found|already|created|configured|deleted|unchanged|does not|is not|不存在|未找到|已创建)/i.test(
    text.slice(end, end + 16),
  ) ||
  (text[at] === '@' && /[>}\]*]/.test(text[at - 1] ?? '')) ||
  (text[at - 1] === '\n' && /^\n-----END/.test(text.slice(end, end + 9)));

/** What an address without its host cannot hold, so that it begins behind it: what frames a link, and punctuation. */
const NO_ADDRESS = /[\s()[\]<>"'`|（）【】《》“”‘’「」『』，。；：、！]/;
/** /findings?level=…, ../资产?type=…, /资产/…: the first name of a question may only be left out behind a slash. */
const ADDRESS =
  /^(?:\.{0,2}\/[\p{Script=Han}\w./%-]*\?|[\p{Script=Han}\w./%-]+\?[\p{Script=Han}\w.%-]+=|\.{0,2}\/(?:[\p{Script=Han}\w.%-]+\/)+)/u;

/** In an address of a page without its host, in whatever script; what it names a password is one for the rule of settings. */
function isInAddress(text: string, at: number): boolean {
  const line = text.slice(Math.max(0, at - LONGEST_ADDRESS), at);
  return /[/?]/.test(line) && ADDRESS.test(line.split(NO_ADDRESS).at(-1) ?? '');
}

/** A part of an address, of something long and random, or of a number that is written in groups. */
function isPart(text: string, at: number, end: number): boolean {
  const left = /[!-~]*$/.exec(text.slice(Math.max(0, at - LONGEST_ADDRESS), at))?.[0] ?? '';
  const right = /^[!-~]{0,40}/.exec(text.slice(end, end + 40))?.[0] ?? '';
  if (isInAddress(text, at)) return true;
  if (left.includes('://') || right.startsWith('://') || /\/[^/"']+\/[^"']*$/.test(left)) return true;
  if (right.startsWith('=') && /[?&]/.test(text.slice(at, end))) return true;
  const run = /[A-Za-z0-9+/=_-]*$/.exec(left)?.[0] ?? '';
  const rest = /^[A-Za-z0-9+/=_-]*/.exec(right)?.[0] ?? '';
  const whole = run + text.slice(at, end) + rest;
  if (whole.length > 36 && !whole.includes('=')) return true;
  return (
    /^\+?\d+$/.test(text.slice(at, end)) &&
    (/\d[ -]$/.test(text.slice(Math.max(0, at - 2), at)) || /^[ -]\d{2,}/.test(text.slice(end, end + 3)))
  );
}
