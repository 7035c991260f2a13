/** What a unit of `jobs/` is: a schedule and a function that is handed the pipeline. Jobs import nothing; each names what it uses. */

import type { Say } from '../../wording/log-line.ts';

/** What a job may do; each opens the workspace anew, so that edits of contract and settings count at once. */
export interface JobPipeline {
  /** Collects when the day's slot is open and empty, and issues what is due. @returns whether anything changed */
  tick(): Promise<boolean>;
  /** Asks for the site to be built; does not wait for it, so that nothing that is due waits either. */
  publish(): Promise<void>;
  /** Whether something was saved, at the desk or on the terminal, that the site does not show and no build is about to. */
  isBehind(): Promise<boolean>;
  /** Asks what the settings name under `probe` whether it is there; enters the samples of past days. */
  probe(): Promise<void>;
  /** Sends the reminders that are due, in a process of its own and for a limited time. */
  remind(): Promise<void>;
  /** Tells the person at the terminal, in Chinese. */
  say: Say;
}

export interface Job {
  /** Same as the file name. */
  id: string;
  /** Chinese name. */
  label: string;
  /** Cron expression in contract time; it only nudges. */
  schedule: string;
  /** true: runs at its time whatever else is running; for what measures the time itself. */
  apart?: true;
  /** true: has the site built anew each time; so a page may say until when it is the newest. */
  publishes?: true;
  run(pipeline: JobPipeline): Promise<void>;
}
