/** What an application may replace or add: accounts and their credentials, clients, a record of actions. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.spi;
