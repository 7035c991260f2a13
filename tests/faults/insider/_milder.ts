/** What an engineer or a manager tries besides: the fault made smaller by other values than those of its clock, and the contract made milder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, PROGRAM } from '../mutations/_ground.ts';
import { setClock } from './_clock.ts';
import { at, day, FAULT, SUPPLIER } from './_month.ts';
import { all, altered, byHand, correction, EVENING, MONTH, typed, type Way } from './_way.ts';

/** The same, told in a place in words of its own. */
const told = (way: Way, own: Way['told']): Way => ({ ...way, told: { ...way.told, ...own } });

const fault: Way[] = [
  correction('the report moved to a later time', /申报时间/, [/reportedAt: (.*)T10:05:30/, 'reportedAt: $1T10:08:50']),
  correction('the fault given a smaller outage', /中断范围/, [/outage: partial/, 'outage: none']),
  // Nobody of the purchaser's vouches for it, so that it moves no verdict.
  told(
    correction('a pause put in afterwards', /事后补记暂停 [^（]*（[^）]*），未经⟦?采购人⟧?确认/, [
      /timeline:\n/,
      `pauses:\n  - from: ${at(day(10), '10:20')}\n    to: ${at(day(10), '11:10')}\n    reason: permit\n    detail: 等待许可\n    evidence: 电话\ntimeline:\n`,
    ]),
    { document: /暂停计时新增 1 行/ },
  ),
  {
    name: 'the fault withdrawn by the supplier alone',
    documents: [MONTH],
    seenAt: EVENING,
    act: (place) => typed(place, at(day(20), '18:10'), 'withdraw', FAULT, '--reason', '误报', '--by', SUPPLIER),
    told: all(/作废/),
    refused: /⟦采购人⟧确认过的记录|采购人确认过的记录/,
  },
];

const TERMS = /首份文档签发之后改动过合同约定/;
const contract: Way[] = [
  byHand(
    'the limit of a check raised',
    () => 'contract/inspection-checklist.yaml',
    (text) => altered(text, [/(metric: disk\.used[\s\S]*?limit: )"?'?80'?"?/, "$1'95'"]),
    TERMS,
  ),
  byHand(
    'the limit of a level of faults raised',
    () => 'contract/contract.yaml',
    (text) => altered(text, [/(id: P2\n[\s\S]*?minutes: )\d+/, '$19999']),
    TERMS,
  ),
  byHand(
    'a term of delivery made longer',
    () => 'contract/obligations.yaml',
    (text) => altered(text, [/(id: inspection-log\n[\s\S]*?due: \{[^}]*?(?:workingDays|days): )\d+/, '$15']),
    TERMS,
  ),
];

/** A 口径 is no term of its own, and decides by which figure each of them is judged. */
const READINGS = 'contract/interpretations.yaml';
const reading = (name: string, from: RegExp, to: string): Way =>
  byHand(
    name,
    () => READINGS,
    (text) => altered(text, [from, to]),
    /首份文档签发或双方签字之后改动过口径/,
  );
const readings: Way[] = [
  reading('the words of an option edited', /(- id: outage\n[\s\S]*?text: )[^\n]+/, '$1系统整体中断四小时以上的故障。'),
  reading('the cases of an option edited', /(id: major\n[\s\S]*?figure: )120/, '$1180'),
  reading('the condition of an option edited', /(id: major\n[\s\S]*?fromMinutes: )120/, '$1240'),
  reading('the default of a reading changed', /(id: response\n[\s\S]*?default: )stricter/, '$1by-kind'),
];

const history: Way[] = [
  {
    name: 'the list of what was withdrawn made unreadable',
    documents: [MONTH],
    seenAt: EVENING,
    act(place) {
      setClock(at(day(20), '18:10'));
      mkdirSync(join(place.root, 'state'), { recursive: true });
      writeFileSync(join(place.root, 'state/withdrawn.json'), '{"withdrawn": [');
      git(place.root, ['add', '-f', 'state/withdrawn.json']);
      git(place.root, ['commit', '-q', '-m', '登记'], { hand: PROGRAM });
      return Promise.resolve();
    },
    told: all(/withdrawn\.json/),
  },
];

export const milder: readonly Way[] = [...fault, ...contract, ...readings, ...history];
