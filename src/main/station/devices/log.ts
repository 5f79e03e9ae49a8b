/** What devices may write to the log: an event's name and technical facts. Never a card's text, never a document. */
export type DeviceLog = (event: string, facts?: Readonly<Record<string, string | number | boolean>>) => void;

export const noLog: DeviceLog = () => undefined;
