/** What an application may replace or add: accounts and credentials, clients, a record of actions, kinds of resources. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.spi;
