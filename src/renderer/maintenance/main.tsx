import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/staff/staff.css';
import './maintenance.css';
import { LocaleProvider } from '../ui/locale.tsx';
import { MaintenancePage } from './page.tsx';

const wanted = new URLSearchParams(location.search).get('lang');

createRoot(document.getElementById('root')!).render(
  <LocaleProvider initial={wanted === 'en' ? 'en' : 'zh-CN'}>
    <MaintenancePage />
  </LocaleProvider>,
);
