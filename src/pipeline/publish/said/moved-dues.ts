/** Documents about one record whose printed deadline is another by the records and 口径 of today. Pure. */

import type { Interpretation } from '../../../contract/terms/interpretations.ts';
import type { MovedDue } from '../../../sections/parts/facts.ts';
import { dueThenText } from '../../../subjects/deliveries/judge/due-then.ts';
import { dueMovedBy } from '../../../subjects/incidents/judge/interpretation.ts';
import type { Plan } from '../../plan/plan.ts';

/**
 * Of the newest revision of what is made for an event, late or not, in the order of the plan.
 * @param interpretations of the contract
 */
export const movedDues = ({ items }: Pick<Plan, 'items'>, interpretations: readonly Interpretation[]): MovedDue[] =>
  items.flatMap(({ obligation, occurrence: { event, period, dueAt }, issued }) => {
    const manifest = issued?.manifest;
    const dueThen = manifest?.dueAt ?? null;
    const issuedAt = manifest?.times.issued ?? null;
    if (event === undefined || manifest === undefined || issuedAt === null) return [];
    if (dueAt === null || dueThen === null || dueThenText(dueAt, dueThen) === null) return [];
    return [{ number: manifest.number, period, dueThen, dueAt, by: dueMovedBy(obligation, issuedAt, interpretations) }];
  });
