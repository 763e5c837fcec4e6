import type { BookingId, CustomerId, IncidentId, Trade, WorkOrderId } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import { check, foreignKey, integer, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bookings } from './booking.ts';
import { calls } from './calls.ts';
import {
  businessIdColumn,
  callIdColumn,
  createdAtColumn,
  idColumn,
  instant,
  wordCheck,
  words,
} from './columns.ts';
import { customers } from './customers.ts';

const INCIDENT_STATUSES = ['open', 'closed'] as const;
const WORK_ORDER_STATUSES = ['planned', 'referred', 'booked', 'dispatched', 'done', 'cancelled'] as const;

const incidentIdColumn = () => uuid('incident_id').$type<IncidentId>().notNull();

/** One trouble of a caller, however many trades it takes. */
export const incidents = pgTable(
  'incidents',
  {
    id: idColumn<IncidentId>(),
    businessId: businessIdColumn(),
    callId: callIdColumn().notNull(),
    customerId: uuid('customer_id').$type<CustomerId>(),
    zip: text('zip').notNull(),
    status: words('status', INCIDENT_STATUSES).notNull().default('open'),
    createdAt: createdAtColumn(),
    closedAt: instant('closed_at'),
  },
  (table) => [
    unique('incidents_tenant_key').on(table.businessId, table.id),
    uniqueIndex('incidents_open_key').on(table.callId).where(sql`status = 'open'`),
    foreignKey({
      name: 'incidents_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
    foreignKey({
      name: 'incidents_customer_fk',
      columns: [table.businessId, table.customerId],
      foreignColumns: [customers.businessId, customers.id],
    }),
    wordCheck('incidents', 'status', INCIDENT_STATUSES),
    check('incidents_closed_check', sql`(status = 'open') = (closed_at is null)`),
  ],
);

/** What one trade does in an incident; `position` is the order in which they come. */
export const workOrders = pgTable(
  'work_orders',
  {
    id: idColumn<WorkOrderId>(),
    businessId: businessIdColumn(),
    incidentId: incidentIdColumn(),
    position: integer('position').notNull(),
    trade: text('trade').$type<Trade>().notNull(),
    jobType: text('job_type').notNull(),
    /** `referred`: the business does not have the trade. */
    status: words('status', WORK_ORDER_STATUSES).notNull().default('planned'),
    bookingId: uuid('booking_id').$type<BookingId>(),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('work_orders_tenant_key').on(table.businessId, table.id),
    unique('work_orders_incident_key').on(table.businessId, table.incidentId, table.id),
    unique('work_orders_trade_key').on(table.incidentId, table.trade),
    foreignKey({
      name: 'work_orders_incident_fk',
      columns: [table.businessId, table.incidentId],
      foreignColumns: [incidents.businessId, incidents.id],
    }),
    foreignKey({
      name: 'work_orders_booking_fk',
      columns: [table.businessId, table.bookingId],
      foreignColumns: [bookings.businessId, bookings.id],
    }),
    wordCheck('work_orders', 'status', WORK_ORDER_STATUSES),
  ],
);

/** Which work waits for which; both of one incident. */
export const workOrderDependencies = pgTable(
  'work_order_dependencies',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    incidentId: incidentIdColumn(),
    workOrderId: uuid('work_order_id').$type<WorkOrderId>().notNull(),
    dependsOnId: uuid('depends_on_id').$type<WorkOrderId>().notNull(),
  },
  (table) => [
    unique('work_order_dependencies_key').on(table.workOrderId, table.dependsOnId),
    foreignKey({
      name: 'work_order_dependencies_work_order_fk',
      columns: [table.businessId, table.incidentId, table.workOrderId],
      foreignColumns: [workOrders.businessId, workOrders.incidentId, workOrders.id],
    }),
    foreignKey({
      name: 'work_order_dependencies_depends_on_fk',
      columns: [table.businessId, table.incidentId, table.dependsOnId],
      foreignColumns: [workOrders.businessId, workOrders.incidentId, workOrders.id],
    }),
    check('work_order_dependencies_other_check', sql`work_order_id <> depends_on_id`),
  ],
);
