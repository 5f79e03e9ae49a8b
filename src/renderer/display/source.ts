import type { HallContract } from '../../shared/protocol/hall-contract.ts';
import type { StationContract } from '../../shared/protocol/station-contract.ts';
import type { DisplayView } from '../../shared/protocol/views.ts';
import { type Client, inShell } from '../ui/connect.ts';
import { useWatch, type Watched } from '../ui/service.ts';

/**
 * Where the display's view comes from: in the app from its station, in a browser (a TV box at `/display/?area=area-a`)
 * from the hall that served the page. Which of the two does not change while a page lives.
 */
export const useDisplayView: () => Watched<DisplayView> = inShell() ? useFromStation : useFromHall;

function useFromStation(): Watched<DisplayView> {
  return useWatch((station: Client<StationContract>) => station.display.watch());
}

function useFromHall(): Watched<DisplayView> {
  const areaId = areaFromQuery(location.search);
  return useWatch((hall: Client<HallContract>) => hall.display.watch({ areaId }), {
    service: 'hall',
    key: areaId ?? '',
  });
}

/** Null: the whole hall. */
function areaFromQuery(search: string): string | null {
  return new URLSearchParams(search).get('area') || null;
}
