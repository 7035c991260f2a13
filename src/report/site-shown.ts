/** What the pages of the manual show of the program itself: forms, states and examples, settled, so that a page makes up no word of them. */

export interface SiteShown {
  /** Every record kind, in the order in which they are listed. */
  kinds: ShownKind[];
  /** By what they are states of. */
  states: Record<ShownStates, ShownState[]>;
}

/** 判定 of a check, state of a deliverable that is owed, 签收 of one that was delivered. */
export type ShownStates = 'outcome' | 'state' | 'receipt';

export interface ShownKind {
  id: string;
  label: string;
  /** What its numbers begin with. */
  prefix: string;
  /** `故障记录incident`: where its form stands on its page. */
  anchor: string;
  /** Command that writes such records by itself, or 程序; null: people do. */
  writer: string | null;
  /** What clauses may ask for that such a record is evidence of. */
  topics: string[];
  fields: ShownField[];
  /** A complete record as YAML, each field with its name. */
  example: string;
}

/** A field as the desk draws it. */
export interface ShownField {
  /** As a file of the record has it. */
  name: string;
  label: string;
  unit: string;
  required: boolean;
  /** How it is entered: `text`, `prose`, `number`, `date`, `time`, `moment`, `radio`, `select`, `checks`, `texts`, `rows`. */
  control: string;
  help: string;
  /** What somebody would write. */
  example: string;
  choices: { code: string; word: string }[];
  columns: ShownField[];
}

export interface ShownState {
  code: string;
  word: string;
  meaning: string;
}
