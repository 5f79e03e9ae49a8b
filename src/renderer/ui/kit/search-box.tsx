import type { ReactNode } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { Icon } from './icon.tsx';
import './search-box.css';

export interface SearchBoxProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  onChange(value: string): void;
}

/** Where the typed letters stand. A connected keyboard types here too; the system's own on-screen one stays away. */
export function SearchBox({ label, placeholder, value, onChange }: SearchBoxProps): ReactNode {
  return (
    <TextField className="search-box" value={value} onChange={onChange} maxLength={40} autoFocus>
      <Label className="visually-hidden">{label}</Label>
      <Icon name="search" />
      <Input placeholder={placeholder} inputMode="none" autoComplete="off" spellCheck={false} />
    </TextField>
  );
}
