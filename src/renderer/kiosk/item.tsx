import type { ReactNode } from 'react';
import type { HallConfig, Item, Material } from '../../shared/catalogue/types.ts';
import { type DeviceHealth, isUsable } from '../../shared/device/health.ts';
import { kioskMessages } from '../../shared/messages/kiosk.ts';
import { windowsText } from '../ui/hall-words.ts';
import { BigButton } from '../ui/kit/button.tsx';
import { Scroller } from '../ui/kit/list.tsx';
import { Notice } from '../ui/kit/notice.tsx';
import { Screen } from '../ui/kit/screen.tsx';
import { StateView } from '../ui/kit/state-view.tsx';
import { useItemName, useLocale, useMessages, usePick } from '../ui/locale.tsx';

interface Props {
  readonly head: ReactNode;
  readonly foot: ReactNode;
  readonly catalogue: HallConfig;
  readonly itemId: string;
  readonly printer: DeviceHealth | null;
  readonly desk: string;
  readonly printing: boolean;
  actions(more?: ReactNode): ReactNode;
  onPrint(): void;
}

/** One item: how long, how much, where; then every material, and nothing else will be asked for. */
export function ItemScreen({
  head,
  foot,
  catalogue,
  itemId,
  printer,
  desk,
  printing,
  actions,
  onPrint,
}: Props): ReactNode {
  const t = useMessages(kioskMessages);
  const nameOf = useItemName();
  const item = catalogue.items.find((each) => each.id === itemId);
  if (!item) {
    return (
      <Screen name="item" head={head} foot={foot}>
        <StateView state="empty" title={t('item.gone')} />
        {actions()}
      </Screen>
    );
  }
  const name = nameOf(item);
  const canPrint = printer !== null && isUsable(printer);
  return (
    <Screen
      name="item"
      head={head}
      foot={foot}
      lead={
        <>
          <h1>{name.title}</h1>
          {name.also ? <p lang="zh-CN">{name.also}</p> : null}
        </>
      }
    >
      <Scroller label={t('item.body')}>
        <Facts item={item} catalogue={catalogue} />
        <h2 className="item-h">
          {t('item.materials', { count: item.materials.length })} <span>{t('item.only')}</span>
        </h2>
        <ol className="materials">
          {item.materials.map((material) => (
            <MaterialRow key={material.id} material={material} />
          ))}
        </ol>
        <dl className="item-more">
          {[
            [t('item.conditions'), item.conditions],
            [t('item.department'), item.department],
            [t('item.basis'), item.basis],
          ].map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Scroller>
      {canPrint ? null : (
        <Notice state="warn" title={t('print.down')}>
          {t('print.failed.text', { desk })}
        </Notice>
      )}
      {actions(
        canPrint ? (
          <BigButton kind="act" icon="print" pending={printing} onPress={onPrint}>
            {t('print.go')}
          </BigButton>
        ) : undefined,
      )}
    </Screen>
  );
}

function Facts({ item, catalogue }: { item: Item; catalogue: HallConfig }): ReactNode {
  const t = useMessages(kioskMessages);
  const { locale } = useLocale();
  const pick = usePick();
  const queueId = catalogue.classes.find((each) => each.id === item.classId)?.queueId;
  const queue = catalogue.queues.find((each) => each.id === queueId);
  const area = catalogue.areas.find((each) => each.id === queue?.areaId);
  const windows = catalogue.windows
    .filter((each) => queue && each.queueIds.includes(queue.id) && each.areaId === queue.areaId)
    .map((each) => each.number);
  const facts: readonly (readonly [name: string, value: string, more?: string])[] = [
    [
      t('item.time'),
      item.promisedLimitDays === 0 ? t('item.at-once') : t('item.days', { days: item.promisedLimitDays }),
      item.legalLimitDays > item.promisedLimitDays ? t('item.legal', { days: item.legalLimitDays }) : undefined,
    ],
    [t('item.fee'), item.fee === '免费' ? t('item.free') : item.fee],
    [t('item.visits'), item.visits === 0 ? t('item.visits.none') : t('item.visits.value', { visits: item.visits })],
    [
      t('item.where'),
      area
        ? t('item.where.value', {
            area: pick({ zh: area.name, en: area.nameEn }),
            windows: windowsText(windows, locale),
          })
        : '',
    ],
  ];
  return (
    <dl className="item-facts">
      {facts.map(([name, value, more]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {more ? <small>{more}</small> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const NEED_TAG: Readonly<Record<Material['need'], string>> = {
  necessary: 'act',
  'may-follow': 'good',
  conditional: 'guide',
};

function MaterialRow({ material }: { material: Material }): ReactNode {
  const t = useMessages(kioskMessages);
  const { locale } = useLocale();
  const forms = material.forms.map(({ form, count }) => t(`form.${form}`, { count })).join(' + ');
  const notes = [
    material.source === 'applicant' ? null : t(`source.${material.source}`),
    material.standard,
    material.remark,
  ];
  return (
    <li>
      <p className="material-name">
        <strong>{material.name}</strong>
        <span>{forms}</span>
        <span className={`tag ${NEED_TAG[material.need]}`}>{t(`need.${material.need}`)}</span>
      </p>
      {notes.some(Boolean) ? (
        <p className="material-notes">{notes.filter(Boolean).join(locale === 'en' ? '; ' : '；')}</p>
      ) : null}
    </li>
  );
}
