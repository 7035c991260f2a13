/** The cases of an option of a 口径 in words, made from their facts: the letter, the site and the desk say the same. Pure. */
import {
  type CaseField,
  caseClocks,
  caseLabel,
  finderWords,
  type OptionCase,
  verdictWords,
} from '../contract/terms/cases.ts';
import { outageWords } from '../contract/terms/classes.ts';
import type { Contract } from '../contract/terms/contract.ts';
import type { Interpretation } from '../contract/terms/interpretations.ts';
import { compareInstants, dateOf, formatDateTimeSeconds, formatMonthDay, type InstantText } from '../contract/time.ts';
import { formatDuration, limitText } from './durations.ts';
import { levelWordOf } from './levels.ts';

export interface CaseWords {
  situation: string;
  /** What follows from it by the option. */
  result: string;
}

type Terms = Pick<Contract, 'levels' | 'classes'>;

/** Facts that are instants, in the order in which they stand when they happen at once. */
const TIMED = [
  ...['sample', 'alert', 'discovered', 'reported', 'responded', 'remoteStarted', 'arrived'],
  ...['pausedFrom', 'pausedTo', 'restored', 'restoredConfirmed', 'closed', 'submitted', 'planIssued'],
  ...['oral', 'written', 'due', 'issued', 'delivered', 'online', 'received', 'listed', 'judgedAt'],
] as readonly (CaseField & string)[];

export function caseWords(
  one: OptionCase,
  interpretation: Pick<Interpretation, 'binds' | 'class'>,
  terms: Terms,
): CaseWords {
  const timed = TIMED.flatMap((field) => {
    const at = one[field];
    return typeof at === 'string' ? [{ field, at }] : [];
  }).toSorted((a, b) => compareInstants(a.at, b.at));
  const say = saying(timed[0]?.at);
  const happened = timed.map(({ field, at }) => `${say(at)} ${caseLabel(field)}`);
  return {
    situation: [...naming(one, terms), ...happened, ...remarks(one, interpretation)].join('，'),
    result: resultText(one, interpretation, terms, saying(timed[0]?.at, true)),
  };
}

function naming({ level, outage, foundBy }: OptionCase, { levels }: Terms): string[] {
  return [
    ...(level === undefined ? [] : [levelWordOf(levels, level)]),
    ...(outage === undefined ? [] : [outageWords[outage]]),
    ...(foundBy === undefined ? [] : [finderWords[foundBy]]),
  ];
}

/** What a reader would ask for, as it is not among the times. */
function remarks(one: OptionCase, { binds }: Pick<Interpretation, 'binds'>): string[] {
  const without = (field: 'alert' | 'sample' | 'reported', words: string) =>
    binds === 'clock-start' && one[field] === undefined ? [words] : [];
  return [
    ...without('alert', '没有监控告警'),
    ...without('sample', '没有探测样本'),
    ...without('reported', '没有申报'),
    ...(one.onSpot === true ? [caseLabel('onSpot')] : []),
    ...(one.pausedFrom === undefined
      ? []
      : [
          one.pauseEvidence === true ? '暂停有证据' : '暂停没有证据',
          one.pauseConfirmed === true ? '经⟦采购人⟧确认' : '未经⟦采购人⟧确认',
        ]),
    ...(binds === 'requirement' && one.agreedOn === undefined ? ['没有约定日期'] : []),
    ...(one.agreedOn === undefined ? [] : [`约定 ${one.agreedOn} 前完成`]),
    ...missing(one),
  ];
}

/** What did not happen, where the clock or the document that is asked about turns on it. */
function missing(one: OptionCase): string[] {
  const none = (field: CaseField & string, words: string) => (one[field] === undefined ? [words] : []);
  switch (one.clock) {
    case 'response':
      return none('responded', '没有响应');
    case 'arrival':
      return one.onSpot === true ? [] : none('arrived', '没有到场记录');
    case 'diagnosis':
      return [...none('remoteStarted', '没有远程启动'), ...none('arrived', '没有到场')];
    case 'restoration':
      return one.restored === undefined && one.restoredConfirmed === undefined ? ['尚未恢复'] : [];
    case 'record':
      return none('closed', '尚未关闭');
    case 'plan':
      return ['须整改', ...none('closed', '尚未关闭')];
    default:
      return [
        ...(one.oral === undefined ? [] : none('written', '没有补办书面许可')),
        ...(one.due === undefined ? [] : none('delivered', '没有登记送达')),
        ...(one.online === undefined ? [] : none('listed', '没有列入签字的签收单')),
      ];
  }
}

function resultText(
  one: OptionCase,
  { binds, class: id }: Pick<Interpretation, 'binds' | 'class'>,
  { classes = [] }: Terms,
  say: (at: InstantText) => string,
): string {
  const of = one.clock === undefined ? '' : caseClocks[one.clock];
  const parts = [
    ...(one.start === undefined ? [] : [`${of}自 ${say(one.start)} 起算`]),
    ...(one.limit === undefined ? [] : [`${one.start === undefined ? of : ''}时限 ${limitText(one.limit * 60)}`]),
    ...(one.deadline === undefined ? [] : [`${say(one.deadline)} 到期`]),
    ...(one.figure === undefined ? [] : [`用时 ${formatDuration(one.figure * 60)}`]),
  ];
  const counted = binds === 'class' ? (classes.find((own) => own.id === id)?.name ?? '该类故障') : '故障统计';
  const named = one.verdict === 'counted' || one.verdict === 'not-counted' ? counted : '';
  const verdict = `${parts.length === 0 ? of : ''}${verdictWords[one.verdict]}${named}`;
  return parts.length === 0 ? verdict : `${parts.join('，')}：${verdict}`;
}

/** A time, its day where it is another than the one said last. @param first of the case; with `known` its day was said */
function saying(first: InstantText | undefined, known = false): (at: InstantText) => string {
  let day = known && first !== undefined ? dateOf(first) : '';
  return (at) => {
    const own = dateOf(at);
    const time = formatDateTimeSeconds(at).slice(11).replace(/:00$/, '');
    const told = own === day ? time : `${day === '' ? own : formatMonthDay(own)} ${time}`;
    day = own;
    return told;
  };
}
