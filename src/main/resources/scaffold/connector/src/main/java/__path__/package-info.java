/** The connector type {@code __type__}. */
package __package__;
