import { expect, test } from 'vitest';
import { placeRoles } from '../station/placing.ts';
import { fittingZoom } from './zoom.ts';

test('a portrait page fills a portrait screen of any size', () => {
  const drawnFor = { width: 1080, height: 1920 };
  expect(fittingZoom({ width: 540, height: 960 }, drawnFor)).toBe(0.5);
  expect(fittingZoom({ width: 1080, height: 1920 }, drawnFor)).toBe(1);
  expect(fittingZoom({ width: 2160, height: 3840 }, drawnFor)).toBe(2);
  expect(fittingZoom({ width: 768, height: 1024 }, drawnFor)).toBeCloseTo(1024 / 1920); // all of it is seen
  expect(fittingZoom({ width: 100, height: 100 }, drawnFor)).toBe(0.25);
});

test('with a screen too few, nothing that is needed is covered', () => {
  const left = { x: 0, y: 0, width: 1920, height: 1080 };
  const right = { x: 1920, y: 0, width: 1280, height: 800 };
  expect(placeRoles(['counter', 'pad'], [left, right])).toEqual([
    { role: 'counter', bounds: left, kiosk: false },
    { role: 'pad', bounds: right, kiosk: true },
  ]);
  const [, pad] = placeRoles(['counter', 'pad'], [left]);
  expect(pad).toMatchObject({ kiosk: false, bounds: { width: 1024, height: 640 } });
});
