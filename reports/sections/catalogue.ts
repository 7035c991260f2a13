/** Every section of which a period report is put together, in the order in which messages and the manual name them. */
import type { Topic } from '../../src/contract/terms/topics.ts';
import type { Part } from '../first-page/part.ts';
import type { ReportSection } from './_section.ts';
import attendance from './attendance.ts';
import availability from './availability.ts';
import backups from './backups.ts';
import calls from './calls.ts';
import clocks from './clocks.ts';
import database from './database.ts';
import deliveries from './deliveries.ts';
import devices from './devices.ts';
import expenses from './expenses.ts';
import incidents from './incidents.ts';
import inspections from './inspections.ts';
import knowledge from './knowledge.ts';
import monitoring from './monitoring.ts';
import opinion from './opinion.ts';
import optimisation from './optimisation.ts';
import orders from './orders.ts';
import owed from './owed.ts';
import permits from './permits.ts';
import plan from './plan.ts';
import problems from './problems.ts';
import quota from './quota.ts';
import renewals from './renewals.ts';
import requests from './requests.ts';
import satisfaction from './satisfaction.ts';
import service from './service.ts';
import vulnerabilities from './vulnerabilities.ts';

export const catalogue: readonly ReportSection[] = [
  ...[
    attendance,
    deliveries,
    clocks,
    incidents,
    quota,
    availability,
    monitoring,
    inspections,
    backups,
    owed,
    vulnerabilities,
  ],
  ...[optimisation, database, devices, renewals, permits, satisfaction, expenses, requests, calls, orders, knowledge],
  ...[problems, plan, opinion],
];

/** The sections with these ids, in this order; one without a section is left out. */
export const sectionsOf = (ids: readonly string[], all = catalogue): ReportSection[] =>
  ids.flatMap((id) => all.find((one) => one.id === id) ?? []);

/** What each section tells of, by its id. */
export const topicsOf = (sections: readonly ReportSection[]): Readonly<Record<string, readonly Topic[]>> =>
  Object.fromEntries(sections.flatMap(({ id, topics }) => (topics === undefined ? [] : [[id, topics] as const])));

/** For messages and the manual, by id. */
export const titlesOf = (sections: readonly ReportSection[]): Readonly<Record<string, string>> =>
  Object.fromEntries(sections.map(({ id, title }) => [id, title]));

/** What the sections bring to the first page, each once, in the order in which their figures stand there. */
export const partsOf = (sections: readonly ReportSection[]): Part[] =>
  [...new Set(sections.flatMap(({ parts }) => parts ?? []))].toSorted((a, b) => a.order - b.order);

/** What any section brings, for reports whose own sections tell of everything. */
export const everyPart: readonly Part[] = partsOf([...catalogue, service]);
