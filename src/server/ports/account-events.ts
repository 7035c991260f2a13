/** What was done with the purchaser's accounts, for the purchaser to see. */

export interface AccountEvent {
  /** Id of the record. */
  id: string;
  /** ISO instant. */
  at: string;
  account: string;
  /** Name of the person, as far as it is still kept; null when it is not. */
  person: string | null;
  /** Name of the role. */
  role: string;
  /** 建立, 重置口令, 停用. */
  action: string;
  reason: string | null;
  /** Who did it: name or account, 程序 for what no person did, 未署名 at the terminal without a name. */
  by: string;
  /** 命令行, 登记台. */
  channel: string;
}

export interface AccountEventsPort {
  /** Newest first, withdrawn ones left out. @param from,to contract days, both inclusive; without them all */
  list(days?: { from?: string; to?: string }): Promise<AccountEvent[]>;
}
