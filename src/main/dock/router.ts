import { implement } from '@orpc/server';
import { dockContract } from '../../shared/protocol/demo-contract.ts';
import type { Dock } from './dock.ts';

const os = implement(dockContract);

export function dockRouter(dock: Dock) {
  return os.router({
    watch: os.watch.handler(({ signal }) => dock.watched.watch(signal)),
    layCard: os.layCard.handler(({ input }) => dock.layCard(input.deviceId, input.personId)),
    liftCard: os.liftCard.handler(({ input }) => dock.liftCard(input.deviceId)),
    setFault: os.setFault.handler(({ input }) => dock.setFault(input.deviceId, input.fault, input.on)),
    clearPaper: os.clearPaper.handler(({ input }) => dock.clearPaper(input.deviceId)),
    press: os.press.handler(({ input }) => dock.press(input.deviceId, input.key)),
    scan: os.scan.handler(({ input }) => dock.scan(input.deviceId, input.text)),
  });
}
