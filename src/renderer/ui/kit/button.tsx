import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Icon, type IconName, Working } from './icon.tsx';
import './button.css';

export interface BigButtonProps {
  readonly children: ReactNode;
  onPress(): void;
  /** `act`: the one thing this screen is for. `guide`: a way to a person. */
  readonly kind?: 'act' | 'plain' | 'guide';
  readonly icon?: IconName;
  /** A second, smaller line. */
  readonly hint?: string;
  /** The press is under way; it stays where it is and takes no second press. */
  readonly pending?: boolean;
  readonly disabled?: boolean;
  /** Given: a switch that is on or off. */
  readonly on?: boolean;
  readonly grow?: boolean;
  readonly label?: string;
  readonly lang?: string;
}

/** A verb to touch: at least 60 px high, answers the finger at once. */
export function BigButton(props: BigButtonProps): ReactNode {
  const { kind = 'plain', icon, hint, pending = false, disabled = false, on, grow = false } = props;
  return (
    <Button
      className={`big-button ${kind}${grow ? ' grow' : ''}${hint ? ' two-lines' : ''}`}
      onPress={props.onPress}
      isPending={pending}
      isDisabled={disabled}
      aria-pressed={on}
      aria-label={props.label}
    >
      {icon ? <Icon name={icon} /> : null}
      <span lang={props.lang}>
        {props.children}
        {hint ? <small>{hint}</small> : null}
      </span>
      {pending ? <Working /> : null}
    </Button>
  );
}
