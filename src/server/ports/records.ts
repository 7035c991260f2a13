/** Records of all kinds: what a form asks for, what is wrong with it, and saving it. */
import type { RecordField } from '../../records/fields.ts';
import type { Attachment } from '../../records/record.ts';
import type { RecordStep } from '../../records/record-step.ts';
import type { Actor } from './actor.ts';

/** A field as a form asks for it; `otherwise` says what it is when nothing is written. */
export interface FormField extends RecordField {
  otherwise?: string;
  /** Of a list that a machine wrote: rows are neither added nor taken away. */
  fixed?: boolean;
}

export interface KindLine {
  id: string;
  label: string;
  prefix: string;
  /** Why nobody enters a new one here, in Chinese; null: people do. */
  notHere: string | null;
  /** Command or machine that writes such records as a rule; null: people do. */
  writtenBy: string | null;
}

export interface RecordLine {
  id: string;
  kind: string;
  /** ISO. */
  at: string;
  text: string;
  /** When, by whom and why; null: it counts. */
  withdrawn: string | null;
}

/** What a form of a kind consists of. */
export interface EntryForm extends KindLine {
  fields: readonly FormField[];
  /** Names of the lists whose rows have ids: one of them is withdrawn, never erased. */
  lists: readonly string[];
}

export interface StoredEntry {
  kind: KindLine;
  id: string;
  /** Fields that a person may edit: of what a machine wrote, only what people fill in afterwards. */
  form: EntryForm;
  /** All fields, to read. */
  fields: readonly FormField[];
  /** Plain data, as the file has it. */
  record: Readonly<Record<string, unknown>>;
  attachments: readonly Attachment[];
  corrections: readonly { at: string; by: string; reason: string; what: string }[];
  entered: string;
  /** Name of who wrote it down; empty where that is not kept. */
  enteredBy: string;
  /** When, by whom and why it was withdrawn; null: it counts. */
  withdrawn: string | null;
  /** Changes whenever the record does. */
  version: string;
}

/** One that can be named in a field: what is kept, and what a person knows it by. */
export interface Choice {
  id: string;
  /** `应用服务器 1（Linux 服务器，机房）` */
  text: string;
  /** Words by which it is found. */
  words: string;
}

/** A file of the form. */
export interface EntryFile {
  path: string;
  name: string;
  subject?: string;
  place?: string;
  takenAt?: string;
  proof?: 'purchaser' | 'paper-sheet';
}

export interface Entry {
  kind: string;
  value: Readonly<Record<string, unknown>>;
  files: readonly EntryFile[];
  /** Of an edit. */
  reason?: string;
  version?: string;
}

export interface EntryFault {
  /** Place in the value that was given; empty: the whole. See `previewRecord`. */
  field: string;
  text: string;
}

export interface EntryPreview {
  faults: readonly EntryFault[];
  notices: readonly string[];
  /** Clocks of the record as they would be judged now; none where the kind has none. */
  clocks: readonly { label: string; text: string; deadline: string | null; missed: boolean }[];
}

export interface Saved {
  id: string;
  notices: readonly string[];
}

export interface RecordsPort {
  /** Every version, oldest first; null: there is no such record. */
  history(kind: string, id: string): Promise<readonly RecordStep[] | null>;
  /** Every kind, those first that people enter. */
  kinds(): Promise<KindLine[]>;
  /** Newest first. @throws UserError when there is no such kind */
  lines(kind: string, most: number): Promise<{ lines: RecordLine[]; total: number }>;
  /** Records whose number or telling text has the words, newest first. */
  find(words: string, most: number): Promise<RecordLine[]>;
  /** @throws UserError when there is no such kind */
  form(kind: string): Promise<EntryForm>;
  /** The record with all that was withdrawn; null when there is none. */
  one(kind: string, id: string): Promise<StoredEntry | null>;
  /** What a field may name: assets, articles, or records of a kind, newest first. */
  choices(source: 'asset' | 'article' | { kind: string }): Promise<Choice[]>;
  preview(entry: Entry, actor: Actor, now: string): Promise<EntryPreview>;
  /** @throws UserError, `ChangedMeanwhile` among them: nothing is saved then */
  save(entry: Entry, actor: Actor, now: string): Promise<Saved>;
  /** The record that a person entered at that moment; null when none was. */
  enteredAt(kind: string, account: string, at: string): Promise<string | null>;
  /** @throws UserError */
  withdraw(
    part: { id: string; row?: string; attachment?: string; reason: string },
    actor: Actor,
    now: string,
  ): Promise<{ what: string; documents: readonly string[]; citedBy: readonly string[] }>;
  /** A picture of a record, upright and without what the camera wrote into it; null when it is none that can be shown. */
  picture(id: string, sha256: string, most: number): Promise<{ bytes: Uint8Array; type: string } | null>;
  /** An attached original; null when the record has none such. */
  original(id: string, sha256: string): Promise<{ bytes: Uint8Array; type: string; name: string } | null>;
}
