/** What one source of an inspection gives, and the remedy that goes with a value out of its limits. Pure. */

import type { Reading } from '../../records/reading.ts';
import type { Measure } from '../../subjects/signing/kinds/signoff.ts';
import type { Random } from '../kit/random.ts';
import type { StoryDay } from '../kit/times.ts';

export type Value = Pick<Reading, 'metric' | 'value'> & {
  instance?: string;
  unit?: string;
  target?: string;
  /** Why there is no value. */
  problem?: string;
};

export interface Source {
  name: string;
  type: string;
  /** Asset, or kind of asset for a source that reads all of a kind. */
  target: string;
  values: readonly Value[];
  /** 处理措施 for what is abnormal in it. */
  measures?: readonly Measure[];
  /** Set: the source could not be read. */
  failed?: string;
}

export interface ReadingContext {
  day: StoryDay;
  random: Random;
  /** ISO instant of the inspection. */
  at: string;
  isWorkingDay(date: string): boolean;
}

export const round = (value: number, digits = 1): number => Number(value.toFixed(digits));
export const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Days from a date to the day; negative before it. */
export const since = (day: StoryDay, date: string): number =>
  Math.round((Date.parse(`${day.date}T00:00:00Z`) - Date.parse(`${date}T00:00:00Z`)) / 86_400_000);
