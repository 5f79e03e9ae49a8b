/** What a person wants a number for; `itemId` null: they will say it at the window. */
export interface Wish {
  readonly queueId: string;
  readonly itemId: string | null;
}
