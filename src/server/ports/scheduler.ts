/** What each page of the desk says of whatever keeps the schedule. */

export interface SchedulerPort {
  /** @param now ISO instant. @returns why nothing is collected and issued by itself, in Chinese; null: it runs, or none is meant to */
  trouble(now: string): Promise<string | null>;
}
