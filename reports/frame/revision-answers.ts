/** What the confirmation of a revision says otherwise than the one before: 处理措施, 人工检查结果. Pure. */

import { wholeOf } from '../../src/contract/precedence/held-views.ts';
import type { ManualResult } from '../../src/records/reading.ts';
import { outcomeWords } from '../../src/states/outcome.ts';
import type { Measure, SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import type { ComposeInput } from '../_deliverable.ts';

type Revised = Pick<ComposeInput, 'contract' | 'confirm' | 'confirmedBefore' | 'revision'>;

/** true: nobody confirmed the revision before; what it was issued with nobody had looked at. */
export const isPreviousUnseen = ({ confirmedBefore, revision }: Revised): boolean =>
  confirmedBefore?.revision !== revision - 1;

/** One line for each answer that is new, other or gone; none of a revision that nobody confirmed. */
export function changedAnswers(input: Revised): string[] {
  // What a confirmation answers was said, whether or not it still stands for the document.
  const now = input.confirm?.revision === input.revision ? input.confirm : null;
  if (now === null) return [];
  const nameOf = namesIn(input);
  return [
    ...changes('处理措施', answersOf(input.confirmedBefore, 'measures', nameOf), answersOf(now, 'measures', nameOf)),
    ...changes('人工检查结果', answersOf(input.confirmedBefore, 'manual', nameOf), answersOf(now, 'manual', nameOf)),
  ];
}

/** What an answer is about → what it says. */
type Answers = ReadonlyMap<string, string>;

function answersOf(
  confirm: SignoffRecord | null,
  list: 'measures' | 'manual',
  nameOf: (one: Measure | ManualResult) => string,
): Answers {
  const answers: readonly (Measure | ManualResult)[] = confirm?.[list] ?? [];
  return new Map(answers.map((one) => [nameOf(one), 'action' in one ? measureText(one) : resultText(one)]));
}

const measureText = ({ action, permit }: Measure): string =>
  permit === undefined ? action : `${action}，许可 ${permit}`;
const resultText = ({ result, value }: ManualResult): string =>
  value === undefined ? outcomeWords[result] : `${outcomeWords[result]}，${value}`;

function changes(title: string, before: Answers, now: Answers): string[] {
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((name) => {
    const [old, current] = [before.get(name), now.get(name)];
    if (old === current) return [];
    if (old === undefined) return [`新增${title}：${name}：${current}`];
    if (current === undefined) return [`删去${title}：${name}：${old}`];
    return [`改写${title}：${name}：原为“${old}”，现为“${current}”`];
  });
}

/** `应用服务器 3 磁盘使用率 /data`, `电子桌牌 在线数` */
function namesIn({ contract }: Revised): (one: Measure | ManualResult) => string {
  // A check over all assets of a kind is about the kind.
  const assets = new Map([
    ...contract.kinds.map(({ id, name }) => [id, name] as const),
    ...wholeOf(contract.assets).map(({ id, name }) => [id, name] as const),
  ]);
  const checks = new Map(contract.checks.map(({ id, label }) => [id, label]));
  return (one) => {
    const instance = 'instance' in one && one.instance !== undefined ? ` ${one.instance}` : '';
    return `${assets.get(one.target) ?? one.target} ${checks.get(one.check) ?? one.check}${instance}`;
  };
}
