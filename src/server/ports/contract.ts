/** What the frame of every page says of the contract. */
export interface ContractHead {
  /** Name of the site (`site.title`). */
  site: string;
  project: string;
  /** The workspace holds simulated data, and every page says so. */
  simulated: boolean;
}

export interface ContractPort {
  head(): Promise<ContractHead>;
}
