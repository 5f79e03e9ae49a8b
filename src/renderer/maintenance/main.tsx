import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/staff/staff.css';
import './maintenance.css';
import { StaffApp } from '../ui/staff/language.tsx';
import { MaintenancePage } from './page.tsx';

createRoot(document.getElementById('root')!).render(
  <StaffApp>
    <MaintenancePage />
  </StaffApp>,
);
