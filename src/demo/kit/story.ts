/** What every topic of the story may draw on. Types only. */
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import type { Diary } from './diary.ts';
import type { Random } from './random.ts';
import type { StoryDay } from './times.ts';

export interface ToldContext {
  days: readonly StoryDay[];
  contract: ContractBundle;
  random: Random;
  isWorkingDay(date: string): boolean;
  /** The n-th working day after a date. */
  workingDayAfter(date: string, n: number): string;
  /** Whether the story's inspection of a day took place. */
  inspected(date: string): boolean;
}

/** For what has no time of its own: it is done when somebody has the time. */
export interface StoryContext extends ToldContext {
  diary: Diary;
}
