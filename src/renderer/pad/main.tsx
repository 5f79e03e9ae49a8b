import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LocaleProvider } from '../ui/locale.tsx';
import '../ui/tokens.css';
import './pad.css';
import './reasons.css';
import { PadPage } from './page.tsx';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LocaleProvider>
      <PadPage />
    </LocaleProvider>
  </StrictMode>,
);
