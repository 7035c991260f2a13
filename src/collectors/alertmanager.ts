/**
 * Active alerts of Alertmanager, once each: proposals for incident records, never incidents by themselves. What is
 * silenced or inhibited is not active. Clause 5.5.4.
 */

import { z } from 'zod';
import { ownValue } from '../contract/names.ts';
import { optional, parseInstant, text } from '../contract/scalars.ts';
import { compareInstants } from '../contract/time.ts';
import { type Alert, alertsOf } from '../sources/alertmanager.ts';
import { evidenceOf, jsonOf, requestName } from '../sources/http.ts';
import { sourceTypeWords } from '../wording/source-types.ts';
import { defineCollector, type ProposedRecord } from './_collector.ts';
import { get, type HttpAccess, httpAccess } from './parts/http-access.ts';
import { toReading } from './parts/separate-readings.ts';
import { targetMap } from './parts/target-map.ts';

const options = z.strictObject({
  ...httpAccess,
  targetLabel: text().default('instance').meta({ label: '对象标签' }),
  targets: optional(targetMap())
    .meta({ label: '对象对照', example: '10.0.0.11:9100: app-server-1' })
    .describe('Value of the target label → asset id; other alerts belong to the target of the source.'),
});
type Options = HttpAccess & { targetLabel: string; targets?: Record<string, string> | undefined };

export default defineCollector<Options>({
  id: 'alertmanager',
  label: sourceTypeWords.alertmanager,
  options,
  async collect(given, { name, target, signal, clock }) {
    const url = new URL(given.url);
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/api/v2/alerts`;
    const answer = await get(given, signal, url.href);
    // All are asked for: one that was silenced is not over.
    const all = alertsOf(jsonOf(answer));
    const active = all.filter((one) => one.status.state === 'active');
    const monitor = `Alertmanager（${name}）`;
    const at = clock();
    const targetOf = (one: Alert) =>
      ownValue(given.targets ?? {}, ownValue(one.labels, given.targetLabel) ?? '') ?? target;
    return {
      readings: [
        toReading({ metric: 'alerts.active', value: active.length }, target, at),
        ...active.map((one) => toReading(activeValue(one), targetOf(one), at)),
      ],
      raw: [{ name: requestName({ url: url.href }), body: evidenceOf(answer) }],
      records: active.map((one) => proposal(one, { asset: targetOf(one), monitor }, at)),
      standing: { monitor, fingerprints: all.map((one) => one.fingerprint) },
    };
  },
});

const severities: Readonly<Record<string, 'critical' | 'warning' | 'info'>> = {
  critical: 'critical',
  page: 'critical',
  info: 'info',
  none: 'info',
};

/** Of what a source says in place of a time, so much is repeated. */
const MOST_QUOTED = 60;

/**
 * When it began; what cannot be the beginning, because it is no time or lies in the future (a clock that is wrong), is told in the source's
 * own words, and the time of collecting stands in its place. @param now ISO instant
 */
function beginning(said: string, now: string): { firedAt: string; told: string[] } {
  const started = parseInstant(said);
  if (started !== undefined && compareInstants(started, now) <= 0) return { firedAt: started, told: [] };
  const words = said.trim() === '' ? '（空）' : said.trim().slice(0, MOST_QUOTED);
  const why = started === undefined ? '不是时间' : '晚于采集时间';
  return { firedAt: now, told: [`来源所述开始时间 ${words} 不可用（${why}），以采集时间计`] };
}

/** What a person shall look at. */
function proposal(one: Alert, known: { asset: string; monitor: string }, now: string): ProposedRecord {
  const { firedAt, told } = beginning(one.startsAt, now);
  const alert = one.labels['alertname'] || '（未命名）';
  const { summary, description } = one.annotations;
  const said = [summary, description].filter((text) => text !== undefined && text !== '').join('\n');
  return {
    kind: 'alert-proposal',
    fields: {
      at: firedAt,
      ...known,
      alert,
      severity: severities[(one.labels['severity'] ?? '').toLowerCase()] ?? 'warning',
      // An incident takes it over as its symptom, and prints it.
      summary: [said || alert, ...told].join('\n'),
      fingerprint: one.fingerprint,
      firedAt,
      decision: 'pending',
    },
    ...(told.length === 0 ? {} : { undated: true }),
  };
}

function activeValue(one: Alert) {
  const dataAt = parseInstant(one.updatedAt ?? one.startsAt);
  const name = one.labels['alertname'] ?? '（未命名）';
  return { metric: 'alert.active', instance: one.fingerprint, value: name, ...(dataAt !== undefined && { dataAt }) };
}
