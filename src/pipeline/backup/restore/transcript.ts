/** What a restore test did, as it did it: the steps of its record, and every detail for the evidence. Without secrets. */
import type { RestoreTestRecord } from '../../../subjects/recovery/kinds/restore-test.ts';
import { redact } from '../../../workspace/settings/secrets.ts';

export interface Transcript {
  /** A step of the record. */
  step(step: string, result: string): void;
  /** A detail that is only in the transcript. */
  note(text: string): void;
  /** Secrets that came to be known: they are blotted out, wherever they stand. */
  hide(values: readonly string[]): void;
  steps(): RestoreTestRecord['steps'];
  text(): string;
}

/** @param clock ISO instant of now @param progress is told of every step as it is done */
export function openTranscript(clock: () => string, progress: (text: string) => void = () => undefined): Transcript {
  const lines: string[] = [];
  const steps: RestoreTestRecord['steps'] = [];
  const secrets: string[] = [];
  return {
    step(step, result) {
      const at = clock();
      steps.push({ at, step, result });
      lines.push(`${at} ${step}：${result}`);
      progress(redact(`${step}：${result}`, secrets));
    },
    note: (text) => {
      lines.push(...text.split('\n').map((line) => `${clock()}   ${line}`));
    },
    hide: (values) => {
      secrets.push(...values);
    },
    steps: () => steps.map((one) => ({ at: one.at, step: one.step, result: redact(one.result, secrets) })),
    text: () => `${redact(lines.join('\n'), secrets)}\n`,
  };
}
