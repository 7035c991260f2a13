/** What a person calls each view of the site. */
export const viewNames = { supplier: '⟦供应商⟧内部', purchaser: '⟦采购人⟧', audit: '审计' } as const;
