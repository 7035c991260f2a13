/** Every word of a state that a document prints, held against the state that its records make. */

import type { Data } from '../../data.ts';
import type { World } from '../../world.ts';
import { waitingWords } from './clause-waits.ts';
import { clauseWords } from './clause-words.ts';
import { clockWords } from './clock-words.ts';
import { dayWords } from './day-words.ts';
import { dueWords } from './due-words.ts';
import { findingWords } from './finding-words.ts';
import type { WrongWord } from './printed.ts';
import { recordWords } from './record-words.ts';

const COUNTERS: readonly ((world: World, document: Data) => Iterable<WrongWord>)[] = [
  clauseWords,
  clockWords,
  dayWords,
  dueWords,
  findingWords,
  recordWords,
  waitingWords,
];

/** Those that are printed and were counted otherwise. */
export const wrongWords = (world: World, document: Data): WrongWord[] =>
  COUNTERS.flatMap((counter) => [...counter(world, document)]);
