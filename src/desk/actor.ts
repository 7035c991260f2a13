/** Who does it, as records keep it. */
export interface Actor {
  name: string;
  account: string;
  /** `purchaser`: an account of the purchaser's own, which vouches for what it does. */
  channel: 'desk' | 'purchaser';
}
