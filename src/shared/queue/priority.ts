/** Why somebody is called earlier (绿色通道). Apart from the schemas, so that a citizen's page can list them without zod. */
export const PRIORITY_REASONS = ['elderly', 'disabled', 'pregnant', 'soldier'] as const;
