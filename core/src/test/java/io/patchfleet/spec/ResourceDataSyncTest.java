package io.patchfleet.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.model.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceDataSyncTest {

    private static final ResourceDataSync SYNC = ResourceDataSync.of("inventory", "fleet", "eu-central-1");

    @Test
    void theTablesLieWhereTheSyncWrites() {
        List<String> statements = SYNC.queriedBy("patching", "ssm_inventory").tableDdl();

        assertEquals(3, statements.size());
        assertEquals("""
                CREATE EXTERNAL TABLE IF NOT EXISTS `ssm_inventory`.`aws_tag` (
                  `resourceid` string,
                  `key` string,
                  `value` string
                )
                PARTITIONED BY (`accountid` string, `region` string, `resourcetype` string)
                ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
                LOCATION 's3://inventory/fleet/AWS:Tag/'
                TBLPROPERTIES (
                  'projection.enabled' = 'true',
                  'projection.accountid.type' = 'injected',
                  'projection.region.type' = 'injected',
                  'projection.resourcetype.type' = 'enum',
                  'projection.resourcetype.values' = 'ManagedInstanceInventory',
                  'storage.location.template' = 's3://inventory/fleet/AWS:Tag/accountid=${accountid}/region=${region}/resourcetype=${resourcetype}/'
                )
                """, statements.get(2));
    }

    @Test
    void withoutAPrefixAndADatabaseItIsNamedWithout() {
        String statement =
                ResourceDataSync.of("inventory", "", "us-east-1").tableDdl().get(0);

        assertTrue(statement.startsWith("CREATE EXTERNAL TABLE IF NOT EXISTS `aws_patchsummary` ("), statement);
        assertTrue(statement.contains("LOCATION 's3://inventory/AWS:PatchSummary/'"), statement);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "bucket, In_ventory, '', eu-central-1",
        "prefix, inventory, fleet/, eu-central-1",
        "prefix, inventory, a'b, eu-central-1",
        "region, inventory, '', frankfurt",
    })
    void whatAwsWouldNotAcceptIsRefusedByName(String what, String bucket, String prefix, String region) {
        InvalidInputException refusal =
                assertThrows(InvalidInputException.class, () -> ResourceDataSync.of(bucket, prefix, region));

        assertTrue(String.valueOf(refusal.getMessage()).startsWith(what), refusal::getMessage);
    }

    @Test
    void aDatabaseIsNoSql() {
        assertThrows(InvalidInputException.class, () -> SYNC.queriedBy("patching", "a; drop"));
        assertThrows(InvalidInputException.class, () -> SYNC.queriedBy("a b", "inventory"));
    }
}
