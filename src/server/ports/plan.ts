/** How current what the pages show is. */

export interface PlanPort {
  /**
   * To be waited for after something was saved and before it is answered, so that the next page tells of it.
   * @param now ISO instant
   */
  settled(now: string): Promise<void>;
}
