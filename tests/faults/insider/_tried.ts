import type { Surface } from './_surfaces.ts';

/** What became of a way. */
export interface TriedWay {
  name: string;
  /** true: whoever did it signed the log afterwards. */
  withKey: boolean;
  /** By what words it was refused at the door; null: it was not. */
  refused: string | null;
  /** Places that have to tell of it. */
  asked: Surface[];
  /** Of these, those that do not. */
  silent: Surface[];
  /** Words that were asked for and stood there as often before anything was done: they show nothing. */
  vain: Surface[];
}
