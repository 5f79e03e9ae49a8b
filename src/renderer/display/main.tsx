import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LocaleProvider } from '../ui/locale.tsx';
import '../ui/tokens.css';
import './display.css';
import { DisplayPage } from './page.tsx';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LocaleProvider>
      <DisplayPage />
    </LocaleProvider>
  </StrictMode>,
);
