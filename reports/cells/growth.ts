/** 分析 of what grows: when it will be at the standard, by the forecast that the table beside it states. */

import { type Growing, reachObservations } from '../../src/assess/observations/reach.ts';
import type { ListBlock } from '../../src/report/block.ts';
import { forecast } from '../../src/subjects/inspections/judge/forecast.ts';
import { analysisBlocks } from './observations.ts';

export const growthAnalysis = (series: readonly Growing[]): ListBlock[] =>
  analysisBlocks([], reachObservations(series));

/** The same of what no table has foretold. */
export const seriesAnalysis = (series: readonly Omit<Growing, 'found'>[]): ListBlock[] =>
  growthAnalysis(series.map((one) => ({ ...one, found: forecast(one.points, one.limit) })));
